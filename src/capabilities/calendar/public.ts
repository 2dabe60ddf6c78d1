import type { Capability } from '../../platform/platform.ts';
import { calendarOf } from './calendar-source.ts';
import { useCalendarRoutes } from './routes.ts';

export { type CalendarSource, calendarOf, freshForMs, keepArrangement } from './calendar-source.ts';

/** When a period ends and why, for anyone who asks: `GET /api/v1/deadlines`. */
export const calendarCapability: Capability = {
  name: 'calendar',
  routes: (app, platform) => useCalendarRoutes(app, calendarOf(platform)),
};
