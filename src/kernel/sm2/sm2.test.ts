/** Published vectors of the national algorithms, and what must not pass. */
import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integer, sequence } from '../der/write-der.ts';
import { isSignedBySm2, isSm2PublicKey, makeSm2KeyPair, publicKeyOf, signSm2, sm2Digest } from './sm2.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const text = (words: string) => Buffer.from(words, 'utf8');

describe('SM3, GB/T 32905 annex A', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('%s', (message, digest) => {
    expect(createHash('sm3').update(message).digest('hex')).toBe(digest);
    expect(createHash('sm3').update(`${message} `).digest('hex')).not.toBe(digest);
  });
});

describe('SM4, GB/T 32907 annex A', () => {
  const key = hex('0123456789abcdeffedcba9876543210');

  it('one block', () => {
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
    expect(cipher.update(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
  });

  it('another key gives another block', () => {
    const cipher = createCipheriv('sm4-ecb', hex('0123456789abcdeffedcba9876543211'), null).setAutoPadding(
      false,
    );
    expect(cipher.update(key).toString('hex')).not.toBe('681edf34d206965e86b3e94f536e4246');
  });
});

describe('SM2 signatures, GB/T 32918.5 annex A', () => {
  const publicKey = hex(
    '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
  );
  const r = BigInt('0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3');
  const s = BigInt('0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA');
  const order = BigInt('0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123');
  const signature = sequence(integer(r), integer(s));

  it('the published signature is right', () => {
    expect(isSignedBySm2(text('message digest'), signature, publicKey)).toBe(true);
    // Once more, now that it is known.
    expect(isSignedBySm2(text('message digest'), signature, publicKey)).toBe(true);
  });

  it('the digest with the signer’s id is the published one', () => {
    expect(Buffer.from(sm2Digest(text('message digest'), publicKey)).toString('hex')).toBe(
      'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
    );
  });

  it('the public key belongs to the published private key', () => {
    const privateKey = '3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8';
    expect(Buffer.from(publicKeyOf(privateKey)).toString('hex')).toBe(publicKey.toString('hex'));
  });

  it.each([
    ['another message', text('message digesT'), signature],
    ['r and s exchanged', text('message digest'), sequence(integer(s), integer(r))],
    ['r of zero', text('message digest'), sequence(integer(0), integer(s))],
    ['s of zero', text('message digest'), sequence(integer(r), integer(0))],
    ['r beyond the order', text('message digest'), sequence(integer(r + order), integer(s))],
    ['s beyond the order', text('message digest'), sequence(integer(r), integer(s + order))],
    ['a third number', text('message digest'), sequence(integer(r), integer(s), integer(1))],
    ['bytes that are no signature', text('message digest'), Uint8Array.of(1, 2, 3)],
    [
      'the two numbers without their frame',
      text('message digest'),
      Buffer.from(r.toString(16) + s.toString(16), 'hex'),
    ],
  ])('%s is not', (_what, message, signed) => {
    expect(isSignedBySm2(message, signed, publicKey)).toBe(false);
  });

  it('nor is it another’s', () => {
    expect(isSignedBySm2(text('message digest'), signature, makeSm2KeyPair().publicKey)).toBe(false);
  });
});

describe('our own signatures', () => {
  const pair = makeSm2KeyPair();

  it('are right for what was signed, and wrong with any bit changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (message, at) => {
        const signature = signSm2(message, pair);
        const altered = Uint8Array.from(message);
        const place = at % message.length;
        altered[place] = (altered[place] ?? 0) ^ 1;
        expect(isSignedBySm2(message, signature, pair.publicKey)).toBe(true);
        expect(isSignedBySm2(altered, signature, pair.publicKey)).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  it('are never the same twice', () => {
    expect(signSm2(text('a'), pair)).not.toEqual(signSm2(text('a'), pair));
  });

  it.each([
    ['too short', pair.publicKey.subarray(0, 64)],
    [
      'not on the curve',
      Buffer.concat([pair.publicKey.subarray(0, 64), Uint8Array.of((pair.publicKey[64] ?? 0) ^ 1)]),
    ],
    ['compressed', Buffer.concat([Uint8Array.of(2), pair.publicKey.subarray(1, 33)])],
    ['beyond the field', Buffer.concat([Uint8Array.of(4), Buffer.alloc(64, 0xff)])],
  ])('a key that is %s is none', (_what, key) => {
    expect(isSm2PublicKey(key)).toBe(false);
    expect(isSignedBySm2(text('a'), signSm2(text('a'), pair), key)).toBe(false);
  });
});
