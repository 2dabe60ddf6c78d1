/** What a visitor pasted, chose or scanned, whatever of the program's own forms it has. */
import { readReceiptAddress } from '../../kernel/ledger/receipt-address.ts';
import type { Evidence } from './evidence-checks.ts';

/** Undefined when there is neither receipt nor proof in it. */
export function readEvidence(text: string): Evidence | undefined {
  const scanned = readReceiptAddress(text.trim());
  if (scanned) return { receipt: scanned };
  try {
    const read: unknown = JSON.parse(text);
    const found = findEvidence(read);
    return found.receipt || found.inclusion ? found : undefined;
  } catch {
    return undefined;
  }
}

/** An uncompressed point in hex, out of text, PEM, or the answer of /api/v1/ledger/keys. */
export function readPublicKey(text: string): string | undefined {
  const point = /04[0-9a-f]{128}/i.exec(text.replaceAll(/[\s:]+/g, ''))?.[0];
  if (point) return point.toLowerCase();
  const pem = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (pem === undefined) return undefined;
  const bytes = atob(pem.replaceAll(/\s/g, ''));
  const hex = [...bytes].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const last = hex.slice(-130);
  return last.startsWith('04') && last.length === 130 ? last : undefined;
}

function findEvidence(read: unknown): Evidence {
  const given = membersOf(read);
  if (isReceipt(read)) return { receipt: read };
  const [receipt, fact, payload] = [given.get('receipt'), given.get('fact'), given.get('payload')];
  const [inclusion, checkpoint] = [given.get('inclusion'), given.get('checkpoint')];
  const cosignatures = given.get('cosignatures');
  return {
    ...(isReceipt(receipt) ? { receipt } : {}),
    ...(isFact(fact) ? { fact } : {}),
    ...(isPayload(payload) ? { payload } : {}),
    ...(isInclusion(inclusion) ? { inclusion } : {}),
    ...(isCheckpoint(checkpoint) ? { checkpoint } : {}),
    ...(Array.isArray(cosignatures) ? { cosignatures: cosignatures.filter(isCosigned) } : {}),
  };
}

const membersOf = (value: unknown) =>
  new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);

function has(value: unknown, texts: string[], numbers: string[] = []): boolean {
  const given = membersOf(value);
  return (
    texts.every((name) => typeof given.get(name) === 'string') &&
    numbers.every((name) => Number.isSafeInteger(given.get(name)))
  );
}

const isReceipt = (value: unknown): value is NonNullable<Evidence['receipt']> =>
  has(value, ['subject', 'factHash', 'recordedAt', 'keyId', 'signature'], ['version']);
const isFact = (value: unknown): value is NonNullable<Evidence['fact']> =>
  has(value, ['recordedAt', 'payloadDigest'], ['version']);
const isPayload = (value: unknown): value is NonNullable<Evidence['payload']> =>
  has(value, ['salt']) && membersOf(value).has('content');
export const isCheckpoint = (value: unknown): value is NonNullable<Evidence['checkpoint']> =>
  has(value, ['root', 'at', 'keyId', 'signature'], ['size']);
const isCosigned = (value: unknown): value is NonNullable<Evidence['cosignatures']>[number] =>
  has(value, ['witness', 'keyId', 'publicKey', 'at', 'signature']);

export function isInclusion(value: unknown): value is NonNullable<Evidence['inclusion']> {
  const path = membersOf(value).get('path');
  return (
    has(value, ['hash'], ['leafIndex', 'size']) &&
    Array.isArray(path) &&
    path.every((step) => typeof step === 'string')
  );
}
