import type { FileKind } from './media-type.ts';

const endings: Record<FileKind, readonly string[]> = {
  pdf: ['pdf'],
  ofd: ['ofd'],
  // Phones and messengers save pictures of either kind under either ending; neither misleads anybody.
  jpg: ['jpg', 'jpeg', 'png'],
  png: ['png', 'jpg', 'jpeg'],
  docx: ['docx'],
  xlsx: ['xlsx'],
};
const known = new Set(Object.values(endings).flat());

/** Most file systems hold 255 bytes in a name; a Chinese character takes three. */
const longestBytes = 240;

/**
 * The sender's file name, fit to be shown and saved anywhere: no folders, no control or direction characters (a
 * right-to-left mark turns `fdp.exe` into `exe.pdf`), not endless, Chinese kept, with an ending that tells the kind.
 */
export function cleanName(sent: string | undefined, kind: FileKind): string {
  const base = (sent ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/[ .]+$/, '');
  const ending = endingOf(plain);
  const tells = ending !== undefined && endings[kind].includes(ending);
  const stem = tells ? plain.slice(0, -ending.length - 1) : plain;
  return `${shorten(stem.replace(/^[ .]+/, '')) || '文件'}.${tells ? ending : kind}`;
}

/** A name that claims another of the kinds we take (`合同.pdf` that holds a spreadsheet): a mistake or a trick. */
export function claimsOtherKind(sent: string | undefined, kind: FileKind): boolean {
  const ending = endingOf(sent ?? '');
  return ending !== undefined && known.has(ending) && !endings[kind].includes(ending);
}

function endingOf(name: string): string | undefined {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
}

function shorten(stem: string): string {
  let kept = '';
  let bytes = 0;
  for (const character of stem) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestBytes) break;
    kept += character;
  }
  return kept.trimEnd();
}
