/**
 * Reading personal data is itself a fact, in the reader's own stream, and never moves the case's version (contracts §6).
 * One fact for each reader, case and day is enough to answer who saw what and when.
 */
import type { Actor } from '../../kernel/actor.ts';
import { internal } from '../../kernel/basis.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { appendToStream } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import type { OpenCase } from './open-case.ts';
import { isFull } from './personal-data.ts';

const mostRemembered = 20_000;

/** `whole`: whoever reads is shown everything, whatever her post shows her of cases. */
export type RecordReading = (open: OpenCase, reader: Actor, how?: { whole: true }) => Promise<void>;

export function createReadingRecord({ pool, jurisdiction, clock }: Platform): RecordReading {
  const recorded = new Set<string>();
  return async (open, reader, how) => {
    const { record } = open;
    if (reader.kind !== 'staff' || !(how?.whole || isFull(open, reader))) return;
    const now = clock.now();
    const today = legalDayOf(now);
    const reading = `${reader.personId}/${record.id}/${today}`;
    if (recorded.has(reading)) return;
    if (recorded.size >= mostRemembered) recorded.clear();
    const fact = {
      kind: 'personal-data-read',
      effectiveOn: today,
      basis: [internal('个人信息查阅留痕')],
      data: { subject: `case/${record.id}` },
      payload: {},
    };
    const post = reader.posts[0];
    const actor = {
      person: reader.personId,
      capacity: 'post' as const,
      ...(post ? { role: post.role, office: post.office } : {}),
    };
    const stream = { jurisdiction, subjectType: 'reader', subjectId: reader.personId };
    await appendToStream(pool, stream, [fact], actor, now);
    recorded.add(reading);
  };
}
