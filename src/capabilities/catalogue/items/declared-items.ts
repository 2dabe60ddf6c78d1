import type { FileableItem } from '../item.ts';
import { businessLicenceReissue } from './business-licence-reissue.ts';
import { foodBusinessLicence } from './food-business-licence.ts';
import { foodBusinessLicenceChange } from './food-business-licence-change.ts';
import { foodBusinessLicenceRenewal } from './food-business-licence-renewal.ts';
import { hotelOpening } from './hotel-opening.ts';
import { informationRequest } from './information-request.ts';
import { prepackagedFoodFiling } from './prepackaged-food-filing.ts';

/** The items this program can carry from application to result. A new one is declared beside these and listed here. */
export const declaredItems: readonly Omit<FileableItem, 'version'>[] = [
  foodBusinessLicence,
  foodBusinessLicenceChange,
  foodBusinessLicenceRenewal,
  hotelOpening,
  prepackagedFoodFiling,
  businessLicenceReissue,
  informationRequest,
];
