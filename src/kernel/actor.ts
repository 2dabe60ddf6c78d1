/** Who acts: a person, in a capacity (a post at an office, or an applicant's account), for a principal. */

export const roles = [
  'applicant',
  'clerk',
  'reviewer',
  'approver',
  'head',
  'sealer',
  'issuer',
  'supervisor',
  'catalogue',
  'auditor',
  'certificates',
  'archivist',
  'hall',
  'legal',
  'enforcement',
  'appraisal',
  'disclosure',
  'head-disclosure',
  'leader',
  'admin',
] as const;

export type Role = (typeof roles)[number];

/** Posts that handle cases: what a deputy may do in the place of an absent colleague. Watching and administering are not lent. */
export const deputisedRoles: readonly Role[] = [
  'clerk',
  'reviewer',
  'approver',
  'head',
  'issuer',
  'disclosure',
  'head-disclosure',
];

/** A post: one role at one office (`market-regulation`, `hall` …). A person may hold several. */
export interface Post {
  role: Role;
  office: string;
  /** Ids of the service items it is for; absent: for every item. */
  items?: readonly string[];
  /** Whose post it is, by opaque id, where it is held as the deputy of an absent colleague. */
  standsInFor?: string;
}

/** Whether the post is for this item: some are authorised for single items only. */
export function isForItem({ items }: Pick<Post, 'items'>, itemId: string): boolean {
  return items === undefined || items.includes(itemId);
}

/** In whose name an applicant's account acts: the person herself or the organisation that authorised her. */
export interface Principal {
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
}

export interface Actor {
  accountId: string;
  /** Opaque: never a name or an identity number. This id goes into the ledger. */
  personId: string;
  name: string;
  /** What she signs in with. */
  username?: string;
  kind: 'applicant' | 'staff';
  posts: Post[];
  principal?: Principal;
}
