import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Actor } from '../../kernel/actor.ts';
import { claimsOtherKind, cleanName } from '../../platform/documents/document-name.ts';
import { findMediaType, mediaTypes } from '../../platform/documents/media-type.ts';
import { withFile } from '../../platform/documents/read-at.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Document } from './document.ts';
import { refuseType, refuseUpload } from './refusals.ts';
import type { Upload } from './upload.ts';

/**
 * Looks at the upload's content and puts it into the store. The answer is not yet a row: it is written after the content
 * is durable, so that a crash in between leaves a content nobody points at, never a row without its content.
 */
export async function keepContent(
  { documents, clock }: Platform,
  owner: Actor,
  { path, sentName, purpose }: Upload,
): Promise<Document> {
  const found = await withFile(path, async (readAt, size) => {
    if (size === 0) throw refuseUpload('document/empty');
    return findMediaType(readAt, size);
  });
  if ('refusal' in found) throw refuseType(found.refusal);
  if (claimsOtherKind(sentName, found.kind)) throw refuseType('claims-other-kind');
  const { sm3, size } = await documents.put(createReadStream(path));
  return {
    id: randomBytes(16).toString('hex'),
    ownerAccount: owner.accountId,
    ownerPerson: owner.personId,
    name: cleanName(sentName, found.kind),
    mediaType: mediaTypes[found.kind],
    size,
    sm3,
    purpose,
    uploadedAt: clock.now(),
  };
}
