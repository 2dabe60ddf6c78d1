export { createLicensingModule, type LicensingNeeds } from './licensing-module.ts';
