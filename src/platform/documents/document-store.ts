import type { Readable } from 'node:stream';

/**
 * Where the content of documents lies, addressed by its SM3: the same bytes are kept once, and nobody can change what an
 * address stands for. Rows, names and who may see them are the business of others.
 */
export interface DocumentStore {
  /** Durable when it answers. Reads `content` once; when that fails, nothing is kept and the failure is passed on. */
  put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredContent>;
  /** The bytes as a stream, or undefined when this store does not have them. */
  get(sm3: string): Promise<Readable | undefined>;
  has(sm3: string): Promise<boolean>;
}

export interface StoredContent {
  /** Lower-case hex. */
  sm3: string;
  size: number;
}
