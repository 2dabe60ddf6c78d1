/**
 * Why something may be erased: a closed list, each with the article it rests on. 档案法实施条例 was read in its published
 * text; 个人信息保护法 and 档案法 were not, and pages say so (依据未核验).
 */
import type { Basis } from '../../kernel/basis.ts';

export interface Ground {
  label: string;
  /** Filled in where the article is always the same; otherwise whoever proposes names it. */
  ref?: string;
  /** Whether it was compared with the published text. */
  read: boolean;
  /** Only after the retention period: 个人信息保护法 §47 ¶2 forbids it before, an archive's destruction presupposes it. */
  afterRetention: boolean;
  kind: Basis['kind'];
}

export const grounds = {
  'retention-ended': {
    label: '保管期限届满，经鉴定需要销毁',
    ref: '档案法实施条例 第二十四条第二款',
    read: true,
    afterRetention: true,
    kind: 'law',
  },
  'purpose-ended': {
    label: '处理目的已实现、无法实现或者不再必要',
    ref: '个人信息保护法 第四十七条第一款第（一）项',
    read: false,
    afterRetention: true,
    kind: 'law',
  },
  unlawful: {
    label: '违反法律、行政法规或者约定处理个人信息',
    ref: '个人信息保护法 第四十七条第一款第（四）项',
    read: false,
    afterRetention: false,
    kind: 'law',
  },
  'court-order': {
    label: '执行生效的裁判或者行政复议决定',
    read: false,
    afterRetention: false,
    kind: 'local',
  },
  'other-law': {
    label: '其他法律、行政法规规定应当删除',
    read: false,
    afterRetention: false,
    kind: 'law',
  },
} as const satisfies Record<string, Ground>;

export type GroundId = keyof typeof grounds;

export function groundOf(id: string): Ground {
  const found: [string, Ground] | undefined = Object.entries(grounds).find(([name]) => name === id);
  if (!found) throw new Error(`no ground ${id}`);
  return found[1];
}

/** The article itself, or the decision that whoever proposes named. */
export function basisFor(id: GroundId, named: string | undefined): Basis | undefined {
  const ground = groundOf(id);
  const ref = ground.ref ?? named?.trim();
  return ref ? { kind: ground.kind, ref } : undefined;
}
