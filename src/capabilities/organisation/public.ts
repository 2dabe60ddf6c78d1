import type { Capability } from '../../platform/platform.ts';
import { organisationRoutes } from './routes.ts';
import { seedOrganisation } from './seed.ts';

export { demonstrationPassword, listDemonstrationAccounts } from './demonstration-accounts.ts';
export type { Authority, Directory, Office, Organisation } from './directory.ts';
export { createOrganisation } from './directory.ts';
export { type InitialPassword, importOrganisation } from './import-organisation.ts';
export { type OrganisationData, readOrganisationFile } from './organisation-file.ts';

export const organisation: Capability = {
  name: 'organisation',
  routes: organisationRoutes,
  seed: seedOrganisation,
};
