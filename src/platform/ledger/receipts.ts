/** Receipts: signed when somebody is given one, not when the fact is written; the same each time (`sm2.ts`). */
import { type Receipt, receiptText } from '../../kernel/ledger/signed-texts.ts';
import type { LedgerKeys } from './ledger-keys.ts';

export type SignReceipt = (fact: Omit<Receipt, 'keyId' | 'signature'>) => Receipt;

const mostRemembered = 20_000;

/** A signature costs half a millisecond of a processor and a case is looked at often: the latest are kept. */
export function createReceiptSigner(keys: LedgerKeys): SignReceipt {
  const remembered = new Map<string, string>();
  return (fact) => {
    const key = keys.signing();
    const text = receiptText(fact);
    const signature = remembered.get(text) ?? key.sign(text);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(text, signature);
    return { ...fact, keyId: key.keyId, signature };
  };
}
