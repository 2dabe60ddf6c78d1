/** How a witness answers a checkpoint: it cosigns what continues what it saw, and keeps what does not. */
import { isAgainst, type Judgement, judgeCheckpoint } from '../../kernel/ledger/judge-checkpoint.ts';
import {
  type Checkpoint,
  type Cosignature,
  checkpointText,
  cosignatureText,
} from '../../kernel/ledger/signed-texts.ts';
import { isEndorsed, type LedgerKey } from '../../platform/ledger/ledger-keys.ts';
import { isSignedBy, keyIdOf } from '../../platform/ledger/sm2.ts';
import { ledgerTree } from '../../platform/ledger/tree-store.ts';
import type { WatchedKey, WitnessStore } from './witness-store.ts';

/** What a ledger sends. */
export interface Offer {
  checkpoint: Checkpoint;
  /** From the size the witness saw last to the checkpoint's. */
  consistency?: { from: number; to: number; path: string[] };
  /** Its keys, so that a successor is recognised by the word of the key before it. */
  keys?: Pick<LedgerKey, 'keyId' | 'publicKey' | 'validFrom' | 'endorsedBy' | 'endorsement'>[];
}

export type CosignAnswer =
  | { cosignature: Cosignature & { publicKey: string } }
  /** `size` is what the witness saw last: a proof must begin there. */
  | {
      refusal: Exclude<Judgement, 'continues' | 'known'> | 'unknown-ledger' | 'bad-signature';
      size?: number;
    };

export interface WitnessTrust {
  /** Public keys of the ledgers it watches; none: the first that comes is pinned. */
  ledgers: readonly string[];
  now(): Date;
}

export function createCosigner(store: WitnessStore, trust: WitnessTrust) {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    /** One after the other: what was seen must not change while it is judged by it. */
    offer(offer: Offer): Promise<CosignAnswer> {
      const answered = turn.then(() => answer(store, trust, offer));
      turn = answered.catch(() => undefined);
      return answered;
    },
  };
}

async function answer(store: WitnessStore, trust: WitnessTrust, offer: Offer): Promise<CosignAnswer> {
  const { checkpoint, consistency } = offer;
  const key = await knownKey(store, trust, offer);
  if (!key) return { refusal: 'unknown-ledger' };
  if (!isSignedBy(key.publicKey, checkpointText(checkpoint), checkpoint.signature)) {
    return { refusal: 'bad-signature' };
  }
  const latest = store.latest(key.ledger);
  const sameSize = await store.find(key.ledger, checkpoint.size);
  const fits = consistency?.from === latest?.checkpoint.size && consistency?.to === checkpoint.size;
  const path = fits ? consistency?.path : undefined;
  const seen = { latest: latest?.checkpoint, sameSize: sameSize?.checkpoint };
  const judgement = judgeCheckpoint(seen, checkpoint, path, ledgerTree);
  if (judgement === 'known' && sameSize) {
    return { cosignature: { ...sameSize.cosignature, publicKey: store.key.publicKey } };
  }
  if (judgement === 'continues') return cosign(store, trust, key.ledger, checkpoint);
  const before = sameSize ?? latest;
  if (isAgainst(judgement) && before) {
    await store.addRefused({
      ledger: key.ledger,
      judgement,
      at: trust.now().toISOString(),
      seen: before.checkpoint,
      offered: checkpoint,
      ...(path ? { path } : {}),
    });
  }
  const refusal = judgement === 'known' ? 'older' : judgement;
  return { refusal, ...(latest ? { size: latest.checkpoint.size } : {}) };
}

async function cosign(
  store: WitnessStore,
  trust: WitnessTrust,
  ledger: string,
  checkpoint: Checkpoint,
): Promise<CosignAnswer> {
  const at = trust.now().toISOString();
  const { keyId, publicKey } = store.key;
  const cosignature = { keyId, at, signature: store.key.sign(cosignatureText(checkpoint, at)) };
  await store.addSeen({ ledger, checkpoint, cosignature });
  return { cosignature: { ...cosignature, publicKey } };
}

/** The checkpoint's key, if it is one of a watched ledger, or if such a key vouches for it. */
async function knownKey(
  store: WitnessStore,
  { ledgers }: WitnessTrust,
  { checkpoint, keys = [] }: Offer,
): Promise<WatchedKey | undefined> {
  const known = store.keys.find(({ keyId }) => keyId === checkpoint.keyId);
  if (known) return known;
  const offered = keys.find(
    ({ keyId, publicKey }) => keyId === checkpoint.keyId && keyIdOf(publicKey) === keyId,
  );
  if (!offered) return undefined;
  const before = store.keys.find(({ keyId }) => keyId === offered.endorsedBy);
  const isSuccessor = before !== undefined && isEndorsed(offered, before.publicKey);
  const isTrusted = ledgers.length > 0 ? ledgers.includes(offered.publicKey) : store.keys.length === 0;
  if (!isSuccessor && !isTrusted) return undefined;
  const { keyId, publicKey } = offered;
  const key = { ledger: before?.ledger ?? keyId, keyId, publicKey };
  await store.addKey(key);
  return key;
}
