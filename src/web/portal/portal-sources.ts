/** What the pages draw from: other capabilities, in the same process, through what they offer. */
import type { FastifyInstance } from 'fastify';
import { type Cases, createCases } from '../../capabilities/cases/public.ts';
import { type Catalogue, createCatalogue } from '../../capabilities/catalogue/public.ts';
import { createOrganisation, type Organisation } from '../../capabilities/organisation/public.ts';
import type { Platform } from '../../platform/platform.ts';
import { type StyleFiles, serveStyleFiles } from './style-files.ts';

export interface Portal {
  platform: Platform;
  catalogue: Catalogue;
  organisation: Organisation;
  /** Bound when the cases capability is seeded, which is before the first request and after the routes are declared. */
  cases(): Cases;
  files: StyleFiles;
  /** 明川经济开发区; a place keeps its name while a process runs. */
  placeName: string;
}

export async function createPortal(app: FastifyInstance, platform: Platform): Promise<Portal> {
  const organisation = createOrganisation(platform);
  const { jurisdiction } = await organisation.directory();
  return {
    platform,
    catalogue: createCatalogue(platform),
    organisation,
    cases: () => createCases(platform),
    files: serveStyleFiles(app),
    placeName: jurisdiction.name,
  };
}
