/** Who the parties of a case are, masked for whoever need not know. */
import type { Actor } from '../../../kernel/actor.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { ERASED, maskIdentified } from '../../../kernel/masking.ts';
import { partyOf } from '../case-context.ts';
import type { RecordedFact } from '../case-record.ts';
import { contactPhoneOf } from '../contact-phone.ts';
import { involvedParties } from '../involved-parties.ts';
import type { OpenCase } from '../open-case.ts';

export interface PartyView {
  role: 'applicant' | 'agent' | 'interested-party';
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
  phone?: string;
  address?: string;
  /** An agent without an authorisation on file. */
  mandate?: 'document' | 'unverified';
}

export function partiesOf(
  open: OpenCase,
  filed: RecordedFact | undefined,
  full: boolean,
  viewer: Actor,
): PartyView[] {
  const { record } = open;
  const given = (filed?.payload.applicant ?? open.record.draft?.applicant ?? {}) as JsonObject;
  const phone = contactPhoneOf(record);
  const givenAgent = (given.agent ?? {}) as JsonObject;
  const views: PartyView[] = [
    {
      role: 'applicant',
      ...identityOf(record.applicant),
      ...(phone === undefined ? {} : { phone }),
    },
  ];
  if (record.agent) {
    views.push({
      role: 'agent',
      ...identityOf(record.agent),
      // As she was named in this case; the party's own row may have been made by another filing.
      ...(typeof givenAgent.name === 'string' ? { name: givenAgent.name } : {}),
      ...(typeof givenAgent.phone === 'string' ? { phone: givenAgent.phone } : {}),
      mandate: givenAgent.mandateDocumentId ? 'document' : 'unverified',
    });
  }
  if (!full) return views.map(maskIdentified);
  // Who else is a party is for those who handle the case; the other side meets her at the hearing.
  return partyOf(record, viewer) === null
    ? [...views, ...involvedViews(open).map(({ view }) => view)]
    : views;
}

export function involvedViews({ declaration, record }: OpenCase): { id: string; view: PartyView }[] {
  return involvedParties(declaration, record).map(({ id, role, kind, name, identity, phone, address }) => ({
    id,
    view: {
      role,
      kind,
      name: name || '（已依法删除）',
      idType: identity?.idType ?? 'other',
      idNumber: identity?.idNumber ?? '',
      ...(phone ? { phone } : {}),
      ...(address ? { address } : {}),
    },
  }));
}

function identityOf({ kind, name, idType, idNumber }: OpenCase['record']['applicant']) {
  // The database puts a stand-in that is nobody's number (migrations/0115_erasure.sql).
  return { kind, name, idType, idNumber: name === ERASED ? ERASED : idNumber };
}
