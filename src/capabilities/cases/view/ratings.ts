/** How the applicant was content (好差评). */
import type { RecordedFact } from '../case-record.ts';

export interface RatingView {
  grade: number;
  /** What was good or bad about it, as ticked. */
  tags: string[];
  comment: string | null;
  on: string;
  followUp: boolean;
}

export function ratingsOf(facts: readonly RecordedFact[]): RatingView[] {
  return facts
    .filter((fact) => fact.kind === 'rated')
    .map(({ data, payload, effectiveOn }) => ({
      grade: Number(data.grade),
      tags: Array.isArray(payload.tags) ? payload.tags.map(String) : [],
      comment: typeof payload.comment === 'string' ? payload.comment : null,
      on: effectiveOn,
      followUp: data.followUp === true,
    }));
}
