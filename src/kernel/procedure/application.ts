import type { JsonObject } from '../json.ts';
import type { LegalDay } from '../time/legal-day.ts';

export type Channel = 'online' | 'window' | 'kiosk' | 'mail' | 'fax' | 'service-point' | 'remote';

/** A material as handed in: a document, a certificate from the wallet, or a promise to bring it later. */
export interface HandedMaterial {
  materialCode: string;
  documentId?: string;
  licenceId?: string;
  deferred?: true;
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
  /** Personal data and free text: payload only. */
  applicant: JsonObject;
  form: JsonObject;
}
