/** A certificate as its viewer may see it: what it says, how it stands, what happened, what may be done now. Pure. */
import type { Basis } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type Light, lightOf } from '../../kernel/procedure/clocks.ts';
import type { StepActor } from '../../kernel/procedure/declaration.ts';
import { offersFor } from '../../kernel/procedure/rules.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { type LicenceLetter, lettersOf } from './licence-letters.ts';
import { licenceLife } from './licence-life.ts';
import type { Licence } from './licence-store.ts';
import { clocksOf, contextOf, type OpenLicence, type RecordedFact } from './open-licence.ts';
import { type Registered, registeredAs } from './register-state.ts';
import { applyFromOf } from './standing.ts';
import { describe } from './words.ts';

export interface LicenceEvent {
  version: number;
  step: string;
  label: string;
  effectiveOn: string;
  recordedAt: string;
  actor: string;
  office: string | null;
  basis: Basis[];
  note: string;
  hash: string;
}

export interface LicenceClock {
  name: string;
  label: string;
  rule: string;
  basis: Basis[];
  startedOn: string;
  /** The first day on which what it limits may be done, where a rule names one. */
  opensOn?: string | null;
  due: string;
  light: Light;
}

export interface LicenceView {
  licence: Licence;
  registered: Registered;
  timeline: LicenceEvent[];
  clocks: LicenceClock[];
  letters: LicenceLetter[];
  nextSteps: {
    step: string;
    label: string;
    hint: string;
    input: JsonObject;
    aside: boolean;
    letters: string[];
  }[];
  notNow: { step: string; label: string; code: string; why: string; needed: string; basis: Basis[] }[];
  version: number;
}

/** `full`: with the free text of its facts; others read that something happened. `licence` is shown as given. */
export function viewLicence(
  open: OpenLicence,
  shown: Licence,
  viewer: StepActor,
  full: boolean,
): LicenceView {
  const today = legalDayOf(open.now);
  return {
    licence: shown,
    registered: registeredAs(open.facts, open.licence, today),
    timeline: open.facts.map((fact) => eventOf(fact, open, full, viewer.party !== null)),
    clocks: clocksOf(open)
      .filter(({ against }) => against !== 'outside')
      .map((clock) => ({
        name: clock.name,
        label: clock.label,
        rule: clock.rule,
        basis: clock.basis,
        startedOn: clock.startedOn,
        ...(clock.name === 'renewal-application' ? { opensOn: applyFromOf(open) } : {}),
        due: clock.due,
        light: lightOf(clock, today, open.calendar, open.settings.warnWithinDays),
      })),
    letters: full ? lettersOf(open) : [],
    ...offered(open, viewer),
    version: open.licence.version,
  };
}

/** A holder learns which post acted, not who sat there; staff see names. */
function eventOf(
  fact: RecordedFact,
  { directory, licence }: OpenLicence,
  full: boolean,
  viewerIsHolder: boolean,
): LicenceEvent {
  const declared = licenceLife.facts[fact.kind];
  const { capacity, person, office } = fact.actor;
  const officeName = office ? (directory.offices.get(office)?.name ?? office) : null;
  const named = {
    system: '系统',
    post: viewerIsHolder ? (officeName ?? '工作人员') : (directory.personNames.get(person) ?? '工作人员'),
    applicant: full ? licence.data.holder.name : '持证人',
    agent: '代理人',
    'interested-party': '利害关系人',
    partner: '合作系统',
    device: '设备',
  };
  return {
    version: fact.version,
    step: declared?.step ?? fact.kind,
    label: declared?.label ?? fact.kind,
    effectiveOn: fact.effectiveOn,
    recordedAt: fact.recordedAt,
    actor: named[capacity],
    office: officeName,
    basis: fact.basis,
    note: describe(fact, full ? fact.payload : {}),
    hash: fact.hash,
  };
}

function offered(open: OpenLicence, viewer: StepActor): Pick<LicenceView, 'nextSteps' | 'notNow'> {
  const nextSteps: LicenceView['nextSteps'] = [];
  const notNow: LicenceView['notNow'] = [];
  for (const { step, refusal } of offersFor(licenceLife, contextOf(open, viewer))) {
    const { name, label, hint, aside } = step;
    if (refusal) {
      const { code, reason: why, needed, basis } = refusal;
      notNow.push({ step: name, label, code, why, needed, basis });
    } else {
      nextSteps.push({
        step: name,
        label,
        hint,
        input: JSON.parse(JSON.stringify(step.input)) as JsonObject,
        aside: aside === true,
        letters: [],
      });
    }
  }
  return { nextSteps, notNow };
}
