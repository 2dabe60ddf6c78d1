/** A file of items that cannot be read at all; the message says why, in Chinese. */
export class ItemsFileFault extends Error {
  override name = 'ItemsFileFault';
}
