import { describe, expect, it } from 'vitest';
import { capacityFor, isKeptByItem } from '../../kernel/procedure/capacities.ts';
import { ImaginedCase, staff } from '../../kernel/procedure/imagined-case.fixture.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import { licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const accept = findStep(licensing, 'accept');
if (!accept) throw new Error('no such step');
const made = new ImaginedCase(licensing, licence).file('2026-03-02');
const as = (...posts: Parameters<typeof staff>) => made.context('2026-03-02', staff(...posts));
const mine = licence.itemId;

describe('a post for named items', () => {
  it('gives the steps of these items and of no others', () => {
    expect(capacityFor(accept, as({ role: 'clerk', office: 'hall', items: [mine] }))).toBeDefined();
    const elsewhere = as({ role: 'clerk', office: 'hall', items: ['another'] });
    expect(capacityFor(accept, elsewhere)).toBeUndefined();
    expect(isKeptByItem(accept.who, elsewhere, accept.lane)).toBe(true);
  });

  it('is no hindrance to what she does for a colleague whose post is for it', () => {
    const both = as(
      { role: 'clerk', office: 'hall', items: ['another'] },
      { role: 'clerk', office: 'hall', items: [mine], standsInFor: 's2' },
    );
    expect(capacityFor(accept, both)?.post).toMatchObject({ standsInFor: 's2' });
  });
});
