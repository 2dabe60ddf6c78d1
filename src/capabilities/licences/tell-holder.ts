/** The holder hears of what was done to her certificate, in the transaction that did it. */
import type { PoolClient } from 'pg';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { Platform } from '../../platform/platform.ts';
import { notify, partyRecipient } from '../notifications/public.ts';
import type { OpenLicence } from './open-licence.ts';
import { describe } from './words.ts';

/** Her own steps and what her cases do are told to her elsewhere. */
const told = new Set([
  'renewal-reminded',
  'ending-proposed',
  'ending-dropped',
  'revoked',
  'licence-withdrawn',
  'cancelled',
  'licence-suspended',
  'licence-restored',
  'forfeited',
]);

/** In the transaction of the facts: the last one, when it is something the holder has to know. */
export async function tellHolder(
  platform: Platform,
  client: PoolClient,
  { licence, facts }: OpenLicence,
): Promise<void> {
  const fact = facts.at(-1);
  if (!fact || !told.has(fact.kind)) return;
  const { applyBy } = facts.findLast(({ data }) => 'applyBy' in data)?.data ?? {};
  const advice =
    fact.kind === 'renewal-reminded' && typeof applyBy === 'string'
      ? `需要延续的，请在${chineseDate(applyBy)}以前申请。`
      : '';
  await notify(client, [
    {
      jurisdiction: platform.jurisdiction,
      recipient: partyRecipient(licence.data.holder),
      subject: { type: 'licence', id: licence.id },
      kind: fact.kind,
      text: `${licence.name}（${licence.number}）：${describe(fact, fact.payload)}${advice}`,
      at: platform.clock.now(),
    },
  ]);
}
