import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentationToken, readPresentation } from './presentation.ts';

const key = 'k'.repeat(32);
const id = 'abcdefghijklmnopqrstuvwxyz';
const at = new Date('2026-03-02T01:00:00Z');
const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);

describe('the code a holder shows', () => {
  it('names its certificate for two minutes and no longer', () => {
    const token = presentationToken(key, id, at);
    expect(readPresentation(key, token, after(0))).toEqual({ licenceId: id, expiresAt: after(120) });
    expect(readPresentation(key, token, after(119))).toMatchObject({ licenceId: id });
    expect(readPresentation(key, token, after(120))).toEqual({ fault: 'expired' });
  });

  it('is new each time, and another installation’s is none', () => {
    expect(presentationToken(key, id, at)).not.toBe(presentationToken(key, id, at));
    expect(readPresentation('x'.repeat(32), presentationToken(key, id, at), at)).toEqual({
      fault: 'malformed',
    });
  });

  it('any change to it makes it nothing; nonsense never throws', () => {
    const token = presentationToken(key, id, at);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019-_'), (place, letter) => {
        const altered = token.slice(0, place) + letter + token.slice(place + 1);
        if (altered !== token) expect(readPresentation(key, altered, at)).toEqual({ fault: 'malformed' });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPresentation(key, text, at)).toEqual({ fault: 'malformed' });
      }),
    );
  });
});
