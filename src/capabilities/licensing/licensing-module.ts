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
  'renewal-deemed',
  'issued',
  'delivered',
];

export interface LicensingNeeds {
  /** Makes the certificate of a granted case; from the capability that keeps certificates. */
  issueLicence: (source: EffectSource) => Promise<StepEffect>;
  /** Lengthens the validity of the certificate whose renewal is granted, or counts as granted. */
  renewLicence?: (source: EffectSource) => Promise<StepEffect | undefined>;
}

/** Licensing as the case engine executes it. */
export function createLicensingModule({ issueLicence, renewLicence }: LicensingNeeds): ProcedureModule {
  return {
    declaration: licensing,
    refusalCodes,
    describe,
    laneNote,
    letter,
    letterWords,
    effects: {
      issue: issueLicence,
      ...(renewLicence && { decide: renewLicence, 'deem-renewed': renewLicence }),
    },
    tells,
    receipts: ['submitted', 'acceptance-refused', 'granted', 'denied', 'issued'],
  };
}
