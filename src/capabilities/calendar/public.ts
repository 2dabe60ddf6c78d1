import type { Capability } from '../../platform/platform.ts';
import { useCalendarRoutes } from './routes.ts';

/** When a period ends and why, for anyone who asks: `GET /api/v1/deadlines`. */
export const calendarCapability: Capability = { name: 'calendar', routes: useCalendarRoutes };
