import type { Logger } from 'pino';

/** npm passes Ctrl-C on although the terminal has sent it already: two signals this close are one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Stops what was started, last first, on SIGTERM or SIGINT; a second signal ends the process at once.
 * A signal during start-up is answered when the step under way has finished.
 */
export class Stopping {
  readonly #log: Logger;
  readonly #stops: { what: string; stop: () => Promise<void> }[] = [];
  #since: number | undefined;
  #starting = true;

  constructor(log: Logger) {
    this.#log = log;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.#hear(signal));
  }

  /** Runs one step of the start and remembers how to undo it. Ends the process when a signal came meanwhile. */
  async start<T>(what: string, begin: () => Promise<T>, stop: (started: T) => Promise<void>): Promise<T> {
    const started = await begin();
    this.#stops.push({ what, stop: () => stop(started) });
    if (this.#since !== undefined) await this.#stopAll();
    return started;
  }

  async started(): Promise<void> {
    this.#starting = false;
    if (this.#since !== undefined) await this.#stopAll();
  }

  /** For a start that failed half-way: what did start is stopped. */
  async undo(): Promise<void> {
    for (const { what, stop } of this.#stops.splice(0).reverse()) {
      await stop().catch((error) => this.#log.error(error, `停止${what}时出错`));
    }
  }

  #hear(signal: NodeJS.Signals): void {
    if (this.#since === undefined) {
      this.#since = performance.now();
      this.#log.info(`收到 ${signal}，正在停止`);
      if (!this.#starting) void this.#stopAll();
    } else if (performance.now() - this.#since > SAME_SIGNAL_MS) {
      process.exit(130);
    }
  }

  async #stopAll(): Promise<never> {
    await this.undo();
    this.#log.info('已停止');
    process.exit(0);
  }
}
