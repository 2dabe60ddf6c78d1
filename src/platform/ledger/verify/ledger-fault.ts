/** What a check of the ledger can find. */

export type FaultKind =
  /** Within the stream of one subject. */
  | 'gap'
  | 'chain'
  | 'hash'
  | 'payload-missing'
  | 'payload-digest'
  | 'payload-kept'
  /** In the order over all subjects. */
  | 'no-place'
  | 'place-gap'
  | 'place-without-fact'
  | 'place-of-other'
  | 'place-order'
  | 'place-unannounced'
  | 'order-size'
  | 'tree'
  /** In what was signed over the order. */
  | 'checkpoint-signature'
  | 'checkpoint-time'
  | 'checkpoint-root'
  | 'checkpoint-beyond'
  /** Against what others hold. */
  | 'receipt-signature'
  | 'receipt-missing'
  | 'receipt-other'
  | 'witness-signature'
  | 'witness-root'
  | 'witness-beyond';

export interface LedgerFault {
  /** `case/17`; `ledger` where the fault is of no single fact. */
  subject: string;
  /** 0 where the fault is of no single fact. */
  version: number;
  fault: FaultKind;
  /** Place in the order, from 0. */
  place?: number;
  /** The first fact that does not fit lies from `place` to this one. */
  lastPlace?: number;
  /** Of the checkpoint, the receipt or the witness. */
  source?: string;
}

export interface StreamKey {
  jurisdiction: string;
  subjectType: string;
  subjectId: string;
}

export const nameOf = ({ subjectType, subjectId }: StreamKey) => `${subjectType}/${subjectId}`;

/** Of a kind of fault that drags others after it the first ones say enough. */
export const mostOfAKind = 20;
