/**
 * A fault as it may stand in a log. The database repeats values of the row in its message and detail, and a row may be
 * about a person: of such a fault only code, table, constraint and the way through the program are kept.
 */
export function faultForLog(thrown: unknown): Record<string, string> {
  if (typeof thrown === 'object' && thrown !== null && 'severity' in thrown) {
    const { code, table, constraint } = { code: '', table: '', constraint: '', ...thrown };
    const stack = 'stack' in thrown ? String(thrown.stack).split('\n').slice(1).join('\n') : '';
    return { code: String(code), table: String(table), constraint: String(constraint), stack };
  }
  return { stack: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}
