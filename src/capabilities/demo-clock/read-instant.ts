const instantForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * An instant of 2000–2089 (limits are counted on from it, and the calendar ends with the century): with its zone, or a day or a local time, which then is Beijing's, as in `MINGCHUANG_NOW`; never
 * the machine's zone. Undefined for anything else, also for 30 February, which `Date` would turn into 2 March.
 */
export function readInstant(text: string): Date | undefined {
  const [, day, time = '00:00', zone = '+08:00'] = instantForm.exec(text) ?? [];
  if (!day || !isCalendarDay(day)) return undefined;
  const instant = new Date(`${day}T${time}${zone}`);
  const year = instant.getUTCFullYear();
  return year >= 2000 && year < 2090 ? instant : undefined;
}

function isCalendarDay(day: string): boolean {
  return new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) ?? false;
}
