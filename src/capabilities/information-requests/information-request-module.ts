import type { ProcedureModule } from '../cases/public.ts';
import { informationRequest } from './information-request.ts';
import { letterWords } from './letter-words.ts';
import { letter } from './letters.ts';
import { refusalCodes } from './refusals.ts';
import { describe } from './words.ts';

/** What the applicant has to know or do. Whom else the office asks, and what they say, is not told to her. */
const tells = [
  'confirmed',
  'clarification-asked',
  'abandoned',
  'reasons-asked',
  'delayed',
  'extended',
  'answered',
  'delivered',
];

/** Requests for government information as the case engine executes them. */
export const informationRequestModule: ProcedureModule = {
  declaration: informationRequest,
  itemId: 'information-request',
  refusalCodes,
  describe,
  letter,
  letterWords,
  tells,
  receipts: ['submitted', 'answered'],
};
