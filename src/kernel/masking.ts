/**
 * Hiding personal data from those whose post does not need it (个人信息保护法 §6, §51). The masks keep what a person needs
 * to recognise herself and no more. All of them count characters as people see them: a rare character outside the
 * BMP is one character, and `·` inside a name stays.
 */
import { type Actor, isForItem, type Role } from './actor.ts';

/** Posts that handle cases or the documents of a case. A leader or a supervisor watches deadlines, not people. */
const rolesThatNeedPersonalData = new Set<Role>([
  'clerk',
  'reviewer',
  'approver',
  'head',
  'issuer',
  'hall',
  'legal',
  'enforcement',
  'certificates',
  'disclosure',
  'head-disclosure',
]);

/**
 * The hall serves every office; any other post sees the data of the offices that handle the case. A post that is for other
 * items than this one does not need it, nor one for single items where no item is named.
 */
export function needsPersonalData(actor: Actor, offices: readonly string[], itemId?: string): boolean {
  return actor.posts.some(
    (post) =>
      rolesThatNeedPersonalData.has(post.role) &&
      (post.office === 'hall' || offices.includes(post.office)) &&
      (itemId === undefined ? post.items === undefined : isForItem(post, itemId)),
  );
}

export interface Identified {
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
  phone?: string;
}

/** An organisation's name and credit code are public (企业信息公示暂行条例); its contact's phone is a person's. */
export function maskIdentified<Party extends Identified>(party: Party): Party {
  const phone = party.phone === undefined ? {} : { phone: maskPhone(party.phone) };
  if (party.kind === 'organization' || party.name === ERASED) return { ...party, ...phone };
  return { ...party, ...phone, name: maskName(party.name), idNumber: maskIdNumber(party.idNumber) };
}

/** What stands where a name was lawfully erased; the database puts the same words (migrations/0115_erasure.sql). */
export const ERASED = '已依法删除';

/** 张三 → 张*, 张小例 → 张*例, 阿卜杜·示例 → 阿**·*例. */
export function maskName(name: string): string {
  if (name === ERASED) return name;
  const characters = [...name];
  const last = characters.length - 1;
  if (last < 1) return '*'.repeat(characters.length);
  const keepsLast = characters.length > 2;
  return characters
    .map((character, at) =>
      at === 0 || (at === last && keepsLast) || isSeparator(character) ? character : '*',
    )
    .join('');
}

const isSeparator = (character: string) => /[·•・\s.-]/u.test(character);

/** 11010519491231002X → 110***********002X: neither birthday nor sex can be read. Short numbers keep their last sign. */
export function maskIdNumber(idNumber: string): string {
  const length = [...idNumber].length;
  return length >= 15 ? keepEnds(idNumber, 3, 4) : keepEnds(idNumber, 1, 1);
}

/** 13800000000 → 138****0000, 0591-87654321 → 0591-****4321. */
export function maskPhone(phone: string): string {
  const landline = /^(0\d{2,3}-?)(\d{7,8})$/.exec(phone);
  if (landline?.[1] && landline[2]) return landline[1] + keepEnds(landline[2], 0, 4);
  return [...phone].length >= 8 ? keepEnds(phone, 3, 4) : keepEnds(phone, 0, 2);
}

function keepEnds(text: string, first: number, last: number): string {
  const characters = [...text];
  if (characters.length <= first + last) return '*'.repeat(characters.length);
  return characters
    .map((character, at) => (at < first || at >= characters.length - last ? character : '*'))
    .join('');
}
