import type { MakeEffect, ProcedureModule } from '../cases/public.ts';
import { announceHearing } from './announced-hearings.ts';
import { letterWords } from './letter-words.ts';
import { letter } from './letters.ts';
import { licensing } from './licensing.ts';
import { publishFiling } from './published-filings.ts';
import { refusalCodes } from './refusals.ts';
import { describe, laneNote } from './words.ts';

/** Of a hearing: to the one whom a fact names, or to all parties where it is shared. */
const hearingTells = [
  'hearing-right-told',
  'hearing-right-lapsed',
  'hearing-required',
  'hearing-dropped',
  'hearing-scheduled',
  'challenge-settled',
  'hearing-held',
  'hearing-record-signed',
];

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
  ...hearingTells,
];

export interface LicensingNeeds {
  /** Makes the certificate of a granted case; from the capability that keeps certificates. */
  issueLicence: MakeEffect;
  /** Lengthens the validity of the certificate whose renewal is granted, or counts as granted. */
  renewLicence?: MakeEffect;
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
      'schedule-hearing': announceHearing,
      'reschedule-hearing': announceHearing,
      ...(renewLicence && { 'deem-renewed': renewLicence }),
      decide: async (source, platform) => (await publishFiling(source)) ?? renewLicence?.(source, platform),
    },
    tells,
    receipts: ['submitted', 'acceptance-refused', 'granted', 'denied', 'issued'],
  };
}
