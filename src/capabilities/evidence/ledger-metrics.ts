/** For those who operate the ledger: how far behind the order is, when it was signed last, what witnesses say. */
import type { FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';
import { measureOrder } from '../../platform/ledger/measure-order.ts';
import type { Platform } from '../../platform/platform.ts';
import { listWitnesses } from './witness-states.ts';

export function ledgerMetrics(app: FastifyInstance, { pool, clock, config }: Platform): void {
  const registers = [app.metrics];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const waiting = gauge('ledger_waiting_facts', 'Facts without a place yet; 10000 stands for more');
  const lag = gauge('ledger_lag_seconds', 'Age of the oldest fact without a place');
  const size = gauge('ledger_size', 'Facts with a place');
  const unsigned = gauge('ledger_unsigned_facts', 'Facts with a place that no checkpoint covers yet');
  const age = gauge('ledger_checkpoint_age_seconds', 'Age of the latest checkpoint');
  new Gauge({
    name: 'ledger_witness_ok',
    help: '1: cosigned, or not tried yet; 0: does not answer; -1: refuses, the ledger does not continue what it saw',
    labelNames: ['witness'],
    registers,
    async collect() {
      const order = await measureOrder(pool);
      const now = clock.now().getTime();
      waiting.set(order.waiting);
      lag.set(order.oldest ? Math.max(0, now - order.oldest.getTime()) / 1000 : 0);
      size.set(order.size);
      unsigned.set(order.size - order.signed);
      age.set(order.signedAt ? (now - order.signedAt.getTime()) / 1000 : 0);
      for (const { url, state } of await listWitnesses(pool, config.witnesses)) {
        this.set({ witness: url }, state === 'refused' ? -1 : state === 'unreachable' ? 0 : 1);
      }
    },
  });
}
