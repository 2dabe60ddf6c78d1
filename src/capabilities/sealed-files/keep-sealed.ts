/** A sealed document on its way into the store and into the ledger. */
import type { PoolClient } from 'pg';
import type { Platform } from '../../platform/platform.ts';
import type { SealedDocument } from '../seals/public.ts';
import { announce, removeUnlessNamed, takeBack } from './intended-files.ts';

export interface KeptFile {
  /** Lower-case hex: where it lies in the document store. */
  sm3: string;
  size: number;
  sealId: string;
  useId: string;
  /** Belongs into the transaction of the fact that names the file: the seal's use, and that the file is wanted. */
  write(client: PoolClient): Promise<void>;
  /** The transaction was not committed. */
  abandoned(): Promise<void>;
}

/** Durable when it answers; what goes wrong after that is cleaned by `abandoned`, or, after a crash, by the sweep. */
export async function keepSealed(platform: Platform, sealed: SealedDocument): Promise<KeptFile> {
  const { content, sm3, sealId, useId } = sealed;
  await announce(platform, sm3);
  const stored = await platform.documents.put([content]).catch(async (fault: unknown) => {
    await removeUnlessNamed(platform, sm3);
    throw fault;
  });
  if (stored.sm3 !== sm3) throw new Error('the store kept something else than was sealed');
  return {
    sm3,
    size: content.byteLength,
    sealId,
    useId,
    async write(client) {
      await sealed.write(client);
      const isThere = await takeBack(client, platform.jurisdiction, sm3);
      if (!isThere) throw new Error(`the file ${sm3} was given up before its fact was written`);
    },
    abandoned: async () => {
      await removeUnlessNamed(platform, sm3);
    },
  };
}
