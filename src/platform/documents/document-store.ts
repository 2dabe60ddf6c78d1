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
  /** Every content that is there, in no particular order; what is put or removed meanwhile may be missing or not. */
  list(): AsyncIterable<KeptContent>;
  /**
   * For a content that nothing refers to. It stays, and the answer is false, when it was put, perhaps once more, after
   * `before`: whoever did that may be about to write a row that names it. Durable when it answers.
   */
  remove(sm3: string, before: Date): Promise<boolean>;
}

export interface KeptContent extends StoredContent {
  /** When it was last put. */
  storedAt: Date;
}

export interface StoredContent {
  /** Lower-case hex. */
  sm3: string;
  size: number;
}
