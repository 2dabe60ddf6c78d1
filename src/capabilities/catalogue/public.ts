import type { Capability } from '../../platform/platform.ts';
import { keepDeclaredItems } from './keep-declared-items.ts';
import { catalogueRoutes } from './routes.ts';

export { type Catalogue, createCatalogue, type ItemPage, type ItemQuery } from './catalogue.ts';
export { describeFinding, type Finding } from './finding.ts';
export { type ImportReport, importItems } from './import-items.ts';
export type {
  FileableItem,
  GuideItem,
  Item,
  ItemBasis,
  ItemLimit,
  LetterKind,
  Letters,
  LicensingLetterKind,
  Material,
  RequestLetterKind,
  Result,
} from './item.ts';
export { itemTerms } from './item-terms.ts';
export { declaredItems } from './items/declared-items.ts';
export {
  type ItemsFormat,
  listDeclarations,
  readItemsFile,
  writeItemsFile,
} from './items-file.ts';
export { ItemsFileFault } from './items-file-fault.ts';
export { type ItemWithoutOffices, keepDeclaredItems } from './keep-declared-items.ts';
export { lintItem } from './linter.ts';
export { plantedText } from './planted-text.ts';
export { itemLists, topics } from './topics.ts';

/** Service items: what people can get done, on what basis, with which materials, by when. */
export const catalogue: Capability = {
  name: 'catalogue',
  routes: catalogueRoutes,
  seed: async (platform) => {
    const without = await keepDeclaredItems(platform);
    if (without.length > 0) {
      platform.log.info({ without }, '程序自带的这些事项所需的部门还没有建立，暂不提供');
    }
  },
};
