/** A process that keeps the order of the ledger whose address it is given, until somebody ends it. */
import { pino } from 'pino';
import { openDatabase } from '../../src/platform/database/database.ts';
import { keepOrder } from '../../src/platform/ledger/keep-order.ts';
import { sampleKeys } from '../support/ledger-samples.ts';

const { pool } = openDatabase(process.argv[2] ?? '');
const clock = { now: () => new Date() };
keepOrder({ pool, clock, ledgerKeys: sampleKeys(), log: pino({ level: 'silent' }) });
process.stdout.write('standing\n');
