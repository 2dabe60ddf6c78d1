/**
 * A stream under a passphrase: scrypt makes the key, AES-256-GCM seals frames of 64 KiB. Number and "this is the last one"
 * stand in each frame's nonce (the STREAM construction), so that frames cannot be swapped, left out or cut off unnoticed,
 * and nothing is handed on before it is known to be genuine. The head is authenticated with every frame.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

export const SEALED_MAGIC = Buffer.from('MINGCHUANG-SEALED-1\n');

const FRAME = 64 * 1024;
const TAG = 16;
const PREFIX = 7;
const SALT = 16;
/** 128 MiB of memory and a good half second: what a guess costs. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
/** Magic, salt, nonce prefix. */
const HEAD = SEALED_MAGIC.length + SALT + PREFIX;

/** The passphrase is another one, or the file was damaged or changed: the two cannot be told apart. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

export function sealing(passphrase: string): Transform {
  const salt = randomBytes(SALT);
  const prefix = randomBytes(PREFIX);
  const head = Buffer.concat([SEALED_MAGIC, salt, prefix]);
  const key = keyOf(passphrase, salt);
  const frames = new Frames(FRAME);
  let number = 0;
  const seal = (frame: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, number++, last)).setAAD(head);
    return Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  };
  let begun = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!begun) this.push(head);
      begun = true;
      for (const frame of frames.add(chunk)) this.push(seal(frame, false));
      done();
    },
    flush(done) {
      if (!begun) this.push(head);
      this.push(seal(frames.rest(), true));
      done();
    },
  });
}

export function unsealing(passphrase: string): Transform {
  const frames = new Frames(FRAME + TAG);
  let head: Buffer | undefined;
  let gathered = Buffer.alloc(0);
  let open: ((frame: Buffer, last: boolean) => Buffer) | undefined;
  const begin = (bytes: Buffer) => {
    head = bytes;
    open = openerOf(passphrase, bytes);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(done, () => {
        let rest = chunk;
        if (!head) {
          gathered = Buffer.concat([gathered, chunk]);
          if (gathered.length < HEAD) return;
          begin(gathered.subarray(0, HEAD));
          rest = gathered.subarray(HEAD);
        }
        for (const frame of frames.add(rest)) this.push(open?.(frame, false));
      });
    },
    flush(done) {
      attempt(done, () => {
        if (!open) throw new SealBroken('the file ends within its head');
        this.push(open(frames.rest(), true));
      });
    },
  });
}

function openerOf(passphrase: string, head: Buffer): (frame: Buffer, last: boolean) => Buffer {
  const salt = head.subarray(SEALED_MAGIC.length, SEALED_MAGIC.length + SALT);
  const prefix = head.subarray(SEALED_MAGIC.length + SALT);
  const key = keyOf(passphrase, salt);
  let number = 0;
  return (frame, last) => {
    if (frame.length < TAG) throw new SealBroken('the file is cut off');
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(prefix, number++, last)).setAAD(head);
    cipher.setAuthTag(frame.subarray(-TAG));
    try {
      return Buffer.concat([cipher.update(frame.subarray(0, -TAG)), cipher.final()]);
    } catch {
      throw new SealBroken('a frame is not genuine');
    }
  };
}

function keyOf(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), salt, 32, cost);
}

function nonceOf(prefix: Buffer, number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(number, PREFIX);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function attempt(done: TransformCallback, work: () => void): void {
  try {
    work();
    done();
  } catch (fault) {
    done(fault instanceof Error ? fault : new Error(String(fault)));
  }
}

/** Cuts a stream into frames of one size. The last one, full or not, is kept back: it is sealed as the last. */
class Frames {
  readonly #size: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(size: number) {
    this.#size = size;
  }

  *add(chunk: Buffer): Generator<Buffer> {
    this.#parts.push(chunk);
    this.#length += chunk.length;
    if (this.#length <= this.#size) return;
    let whole = Buffer.concat(this.#parts);
    while (whole.length > this.#size) {
      yield whole.subarray(0, this.#size);
      whole = whole.subarray(this.#size);
    }
    this.#parts = [whole];
    this.#length = whole.length;
  }

  rest(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
