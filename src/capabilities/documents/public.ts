export {
  type Document,
  type DocumentViewer,
  findDocuments,
  findVisibleDocument,
  insertDocument,
  registerDocumentViewer,
} from './document.ts';
export { documents, documentsCapability } from './documents.ts';
export { keepContent } from './keep-document.ts';
export { findLostContents } from './lost-contents.ts';
export { refuseUpload } from './refusals.ts';
export { disposition } from './send-content.ts';
export {
  removeContentsLater,
  removeErasedContents,
  removeUnused,
  sweepContents,
  sweepUnusedContents,
} from './unused-contents.ts';
