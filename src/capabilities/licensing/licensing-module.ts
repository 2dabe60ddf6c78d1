import type { EffectSource, ProcedureModule, StepEffect } from '../cases/public.ts';
import { letterWords } from './letter-words.ts';
import { letter } from './letters.ts';
import { licensing } from './licensing.ts';
import { refusalCodes } from './refusals.ts';
import { describe, laneNote } from './words.ts';

/** Something the applicant has to know or do; her own steps are not told to her. */
const tells = [
  'one-time-notice-given',
  'lapsed',
  'accepted',
  'acceptance-refused',
  'suspended',
  'resumed',
  'extended',
  'granted',
  'denied',
  'issued',
  'delivered',
];

export interface LicensingNeeds {
  /** Makes the certificate of a granted case; from the capability that keeps certificates. */
  issueLicence: (source: EffectSource) => Promise<StepEffect>;
}

/** Licensing as the case engine executes it. */
export function createLicensingModule({ issueLicence }: LicensingNeeds): ProcedureModule {
  return {
    declaration: licensing,
    refusalCodes,
    describe,
    laneNote,
    letter,
    letterWords,
    effects: { issue: issueLicence },
    tells,
    receipts: ['submitted', 'acceptance-refused', 'granted', 'denied', 'issued'],
  };
}
