/** For a visitor who is on line: the newest proof and the published key, from the site the page came from. */
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import type { Evidence } from './evidence-checks.ts';
import { isCheckpoint, isInclusion, readPublicKey } from './read-evidence.ts';

const tries = 6;
const pauseMs = 1_000;

/** Throws an Error that says in words what went wrong. */
export async function fetchProof({ factHash }: Receipt): Promise<Evidence> {
  for (let round = 0; round < tries; round++) {
    const answer = await fetch(`/api/v1/ledger/proofs/inclusion?hash=${encodeURIComponent(factHash)}`);
    if (answer.status === 404) throw new Error('本网站的账本里没有这条记录。');
    const inclusion: unknown = await answer.json();
    if (answer.status === 200 && isInclusion(inclusion)) {
      const signed = await fetch(`/api/v1/ledger/checkpoints/${inclusion.size}`);
      const checkpoint: unknown = await signed.json();
      if (!isCheckpoint(checkpoint)) throw new Error('没有取到检查点，请稍后再试。');
      const cosignatures = 'cosignatures' in checkpoint ? checkpoint.cosignatures : [];
      return { inclusion, checkpoint, ...(Array.isArray(cosignatures) ? { cosignatures } : {}) };
    }
    // Just written: its place comes in a moment.
    await new Promise((resume) => setTimeout(resume, pauseMs));
  }
  throw new Error('这条记录还没有排定位置，请稍后再试。');
}

/** The key with this id among those the site publishes. */
export async function fetchKey(keyId: string | undefined): Promise<string> {
  const answer = await fetch('/api/v1/ledger/keys');
  const { items }: { items: { keyId: string; publicKey: string }[] } = await answer.json();
  const key = keyId === undefined ? items.at(-1) : items.find((one) => one.keyId === keyId);
  const publicKey = key && readPublicKey(key.publicKey);
  if (publicKey === undefined) throw new Error('本网站没有公布这个密钥。');
  return publicKey;
}
