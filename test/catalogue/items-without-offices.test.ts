/** What the program declares is offered where its offices are, and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, createCatalogue, keepDeclaredItems } from '../../src/capabilities/catalogue/public.ts';
import { demonstrationOrganisation } from '../../src/capabilities/organisation/demonstration-organisation.ts';
import { importOrganisation } from '../../src/capabilities/organisation/public.ts';
import { type ServedProgram, serveProgram } from '../support/served-program.ts';

let program: ServedProgram;
beforeAll(async () => {
  program = await serveProgram([catalogue]);
});
afterAll(() => program.close());

const offered = async () => {
  const { items } = (await program.app.inject({ url: '/api/v1/items' })).json();
  return items.map(({ itemId }: { itemId: string }) => itemId);
};

/** The zone of the demonstration with these offices only. */
async function importZone(...ids: string[]): Promise<void> {
  const { offices, ...zone } = demonstrationOrganisation;
  const chosen = offices.filter(({ id }) => ids.includes(id));
  await importOrganisation(program.platform, { ...zone, offices: chosen, staff: [] });
}

describe('an installation whose offices come later', { shuffle: false }, () => {
  it('an installation without an organisation starts, and offers nothing', async () => {
    await catalogue.seed?.(program.platform);
    expect(await offered()).toEqual([]);
  });

  it('a zone with one department offers what that one handles, and is told what is missing for the rest', async () => {
    await importZone('hall', 'market-regulation');
    const without = await keepDeclaredItems(program.platform);
    expect(without).toEqual([
      {
        itemId: 'hotel-opening',
        name: '旅馆开业（联合办理）',
        missing: ['public-security', 'fire', 'health'],
      },
      { itemId: 'information-request', name: '政府信息公开申请', missing: ['committee-office'] },
    ]);
    const items = await offered();
    expect(items).toContain('food-business-licence');
    expect(items).not.toContain('hotel-opening');
    expect(await createCatalogue(program.platform).findItem('hotel-opening')).toBeUndefined();
  });

  it('once the offices are there it offers them too', async () => {
    await importZone('hall', 'market-regulation', 'public-security', 'fire', 'health', 'committee-office');
    expect(await keepDeclaredItems(program.platform)).toEqual([]);
    expect(await offered()).toContain('hotel-opening');
  });
});
