/** A bar on the terminal for what takes minutes. Where standard error is no terminal it says nothing. */
export interface ProgressBar {
  /** `share` from 0 to 1. */
  show(doing: string, share: number): void;
  clear(): void;
}

const cells = 30;
const pause = 200;

export function openProgressBar(terminal: NodeJS.WriteStream = process.stderr): ProgressBar {
  let last = 0;
  return {
    show(doing, share) {
      const now = performance.now();
      if (!terminal.isTTY || now - last < pause) return;
      last = now;
      const full = Math.round(Math.min(1, share) * cells);
      const bar = '█'.repeat(full) + '░'.repeat(cells - full);
      terminal.write(`\r\x1b[K${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${doing}`);
    },
    clear() {
      if (terminal.isTTY && last > 0) terminal.write('\r\x1b[K');
    },
  };
}
