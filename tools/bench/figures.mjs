/** Medians, percentiles and the tables they are shown in. */

export const median = (values) => percentile(values, 0.5);

/** Nearest rank; 0 of nothing. */
export function percentile(values, part) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? 0;
}

/** A figure with as many digits as it deserves. */
export function shown(value) {
  if (typeof value !== 'number') return String(value ?? '–');
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Rows of cells under a head, in columns; the first is text, the others are figures. */
export function table(head, rows) {
  const lines = [head, ...rows.map((row) => row.map(shown))];
  const widths = head.map((_cell, column) => Math.max(...lines.map((line) => line[column].length)));
  const written = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  written.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return written.join('\n');
}
