/** What is signed, byte for byte (contracts §6): UTF-8, one value a line, each line ended. */

export interface Checkpoint {
  /** How many facts the tree holds. */
  size: number;
  /** Lower-case hex. */
  root: string;
  /** RFC 3339 with milliseconds and Z. */
  at: string;
  keyId: string;
  /** SM2, DER in base64. */
  signature: string;
}

export interface Receipt {
  /** `case/MC20260302-000001-L` */
  subject: string;
  version: number;
  /** Lower-case hex. */
  factHash: string;
  recordedAt: string;
  keyId: string;
  signature: string;
}

/** A witness's word that it saw this checkpoint, and that it continues what it saw before. */
export interface Cosignature {
  /** The key of the witness. */
  keyId: string;
  at: string;
  signature: string;
}

export function checkpointText({ size, root, at }: Pick<Checkpoint, 'size' | 'root' | 'at'>): string {
  return lines('mingchuang-checkpoint', size, root, at);
}

export function receiptText({ factHash, recordedAt }: Pick<Receipt, 'factHash' | 'recordedAt'>): string {
  return lines('mingchuang-receipt', factHash, recordedAt);
}

/** The checkpoint's own key is in it: a witness may watch several ledgers. */
export function cosignatureText({ keyId, size, root, at }: Checkpoint, cosignedAt: string): string {
  return lines('mingchuang-cosignature', keyId, size, root, at, cosignedAt);
}

/** By which a key names its successor. */
export function keyText({ publicKey, validFrom }: { publicKey: string; validFrom: string }): string {
  return lines('mingchuang-key', publicKey, validFrom);
}

function lines(...values: (string | number)[]): string {
  return values.map((value) => `${value}\n`).join('');
}
