/** For those who operate the ledger: how far behind the order is, when it was signed last, what witnesses say. */
import type { FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';
import { measureOrder, type OrderMeasure } from '../../platform/ledger/measure-order.ts';
import type { Platform } from '../../platform/platform.ts';
import { listWitnesses, type WitnessStanding } from './witness-states.ts';

const gauges: { name: string; help: string; value: (order: OrderMeasure, now: number) => number }[] = [
  {
    name: 'ledger_waiting_facts',
    help: 'Facts without a place yet; 10000 stands for more',
    value: ({ waiting }) => waiting,
  },
  {
    name: 'ledger_lag_seconds',
    help: 'Age of the oldest fact without a place',
    value: ({ oldest }, now) => (oldest ? Math.max(0, now - oldest.getTime()) / 1000 : 0),
  },
  { name: 'ledger_size', help: 'Facts with a place', value: ({ size }) => size },
  {
    name: 'ledger_unsigned_facts',
    help: 'Facts with a place that no checkpoint covers yet',
    value: ({ size, signed }) => size - signed,
  },
  {
    name: 'ledger_checkpoint_age_seconds',
    help: 'Age of the latest checkpoint',
    value: ({ signedAt }, now) => (signedAt ? (now - signedAt.getTime()) / 1000 : 0),
  },
];

/** All of them are read at once: one measuring serves one reading. */
const freshForMs = 500;

export function ledgerMetrics(app: FastifyInstance, { pool, clock, config }: Platform): void {
  const registers = [app.metrics];
  let measured: { at: number; order: Promise<OrderMeasure> } | undefined;
  const measure = () => {
    const now = performance.now();
    if (!measured || now - measured.at > freshForMs) measured = { at: now, order: measureOrder(pool) };
    return measured.order;
  };
  for (const { name, help, value } of gauges) {
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(value(await measure(), clock.now().getTime()));
      },
    });
  }
  new Gauge({
    name: 'ledger_witness_ok',
    help: '1: cosigned, or not tried yet; 0: does not answer; -1: refuses, the ledger does not continue what it saw',
    labelNames: ['witness'],
    registers,
    async collect() {
      for (const standing of await listWitnesses(pool, config.witnesses)) {
        this.set({ witness: standing.url }, wellBeing(standing));
      }
    },
  });
}

function wellBeing({ state }: WitnessStanding): number {
  if (state === 'refused') return -1;
  return state === 'unreachable' ? 0 : 1;
}
