import type { JsonObject } from '../json.ts';
import type { LegalDay } from '../time/legal-day.ts';

export type Channel = 'online' | 'window' | 'kiosk' | 'mail' | 'fax' | 'service-point' | 'remote';

/** A material as handed in: a document, a certificate from the wallet, or a promise to bring it later. */
export interface HandedMaterial {
  materialCode: string;
  documentId?: string;
  licenceId?: string;
  /** The holder's consent at a counter, where somebody else took it from her wallet. */
  consentId?: string;
  deferred?: true;
}

/** The certificate that a renewal or a change is about, as it stood when the case was filed. */
export interface ConcernedLicence {
  id: string;
  validTo: LegalDay | null;
  /** 行政许可法 50: the last day on which a renewal is applied for in time. */
  applyBy: LegalDay | null;
  /** The first day on which it may be applied for, where a rule names one. */
  applyFrom?: LegalDay | null;
}

/** What opens a case, identities already resolved to opaque party ids. */
export interface Application {
  channel: Channel;
  draft: boolean;
  /** By mail that is signed for (政府信息公开条例 31(2)); ordinary mail otherwise. */
  signedMail?: boolean;
  /** The day it arrived, when that lies before the day of recording; staff only, with a reason. */
  receivedOn?: LegalDay;
  receivedReason?: string;
  /** Opaque party ids. */
  applicantParty: string;
  agentParty: string | null;
  applicantKind: 'natural-person' | 'organization';
  materials: HandedMaterial[];
  mandateDocumentId?: string;
  licence?: ConcernedLicence;
  /** Personal data and free text: payload only. */
  applicant: JsonObject;
  form: JsonObject;
}
