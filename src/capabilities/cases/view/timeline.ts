/** What has happened, fact by fact, in words for this viewer. */
import type { Basis } from '../../../kernel/basis.ts';
import { maskIdentified } from '../../../kernel/masking.ts';
import type { Procedure, RuleContext } from '../../../kernel/procedure/declaration.ts';
import { factDeclared } from '../../../kernel/procedure/fold.ts';
import { erasuresIn } from '../../../kernel/procedure/record-facts.ts';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import type { RecordedFact } from '../case-record.ts';
import { factInWords } from '../fact-words.ts';
import { documentsNamedIn } from '../handed-in.ts';
import { partyNamed } from '../involved-parties.ts';
import type { OpenCase } from '../open-case.ts';
import { concerns, isOpenToApplicant } from '../personal-data.ts';

export interface TimelineEntry {
  version: number;
  step: string;
  label: string;
  effectiveOn: string;
  recordedAt: string;
  /** Display name. */
  actor: string;
  /** The id of the office for which she acted, and its name on that day. */
  office: string | null;
  officeName: string | null;
  /** The office in whose lane it happened; null for what is about the case. */
  lane: string | null;
  basis: Basis[];
  note: string;
  /** Documents that the step named: handed in, answered with. */
  documents: string[];
  hash: string;
}

export function timelineOf(open: OpenCase, actor: RuleContext['actor'], full: boolean): TimelineEntry[] {
  return open.record.facts.map((fact) => timelineEntry(fact, open, full, isToldTo(actor, open, fact, full)));
}

function timelineEntry(fact: RecordedFact, open: OpenCase, full: boolean, shown: boolean): TimelineEntry {
  const { record, declaration, directory } = open;
  const declared = factDeclared(declaration, fact.kind);
  const { capacity, person, office, standsInFor, principal } = fact.actor;
  const applicant = full ? record.applicant.name : maskIdentified(record.applicant).name;
  const named = {
    system: '系统',
    post: `${directory.personNames.get(person) ?? '工作人员'}${
      standsInFor ? `（代${directory.personNames.get(standsInFor) ?? '同事'}）` : ''
    }`,
    applicant,
    agent: `${applicant}（代理人）`,
    'interested-party': (shown && partyNamed(record, principal)) || '利害关系人',
    partner: '合作系统',
    device: '设备',
  };
  return {
    version: fact.version,
    step: stepBehind(fact, declaration),
    label: declared?.label ?? fact.kind,
    effectiveOn: fact.effectiveOn,
    recordedAt: fact.recordedAt,
    actor: named[capacity],
    office: office ?? null,
    officeName: office ? directory.officeName(office, legalDayOf(new Date(fact.recordedAt))) : null,
    lane: laneOf(fact),
    basis: fact.basis,
    note: erasedNote(fact, record.facts) ?? factInWords(open, fact, shown ? fact.payload : {}),
    documents: shown ? documentsNamedIn([fact]) : [],
    hash: fact.hash,
  };
}

/** Whether the words of a fact are for this viewer. */
function isToldTo(
  { party, partyId = '' }: RuleContext['actor'],
  open: OpenCase,
  fact: RecordedFact,
  full: boolean,
): boolean {
  if (party === 'interested-party') return concerns(open, fact, partyId);
  return full && (party === null || isOpenToApplicant(open, fact));
}

/** Where the words were erased, the entry says so instead of leaving a gap. */
function erasedNote(fact: RecordedFact, facts: readonly RecordedFact[]): string | undefined {
  if (fact.kind === 'payload-erased') {
    return `第 ${fact.data.version} 条的内容已依法删除，依据：${fact.data.basis}`;
  }
  const erased = erasuresIn(facts).find(({ version }) => version === fact.version);
  return erased && `内容已依法删除，依据：${erased.basis}`;
}

/** What is filed at once is filed by `file`; a draft was kept by it and is sent by a step of its own. */
function stepBehind(fact: RecordedFact, declaration: Procedure): string {
  const step = factDeclared(declaration, fact.kind)?.step ?? fact.kind;
  const sends = declaration.steps.find((one) => one.sendsDraft);
  return fact.kind === 'submitted' && fact.version > 1 && sends ? sends.name : step;
}

/** What concerns an office's lane carries its office. */
const laneOf = ({ data }: RecordedFact) => (typeof data.office === 'string' ? data.office : null);
