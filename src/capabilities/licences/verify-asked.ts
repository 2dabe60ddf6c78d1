/** One question, whichever way it was asked, and its answer. */
import type { Platform } from '../../platform/platform.ts';
import { sessionKeyOf } from '../../platform/process/session-key.ts';
import { presentationToken, readPresentation } from './presentation.ts';
import type { Asked } from './read-verification.ts';
import { createVerification, type LicenceVerification } from './verification.ts';

export async function verifyAsked(platform: Platform, asked: Asked): Promise<LicenceVerification> {
  const verification = createVerification(platform);
  switch (asked.kind) {
    case 'file':
      return verification.byFile(asked.bytes);
    case 'identifier':
      return verification.byIdentifier(asked.identifier);
    case 'number':
      return verification.byNumber(asked.number, asked.holderTail);
    case 'presentation': {
      // A code lives on real time: moving a demonstration's clock makes none older.
      const read = readPresentation(sessionKeyOf(platform.config), asked.token, new Date());
      return 'fault' in read ? verification.unreadable(read.fault) : verification.byId(read.licenceId, true);
    }
  }
}

/** For the page that shows the code; who may show it is asked there. */
export function presentationOf(platform: Platform, licenceId: string): string {
  return presentationToken(sessionKeyOf(platform.config), licenceId, new Date());
}
