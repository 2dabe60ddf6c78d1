/** Checks a certificate now, from what lies in the database, and says each thing that was checked. */
import type { Pool } from 'pg';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { canonicalBytes, digestOf } from './certificate-data.ts';
import type { Licence, LicenceStatus } from './licence-store.ts';
import { isSignedBy } from './signer.ts';

export interface Check {
  name: 'content' | 'signature' | 'record' | 'status' | 'validity';
  label: string;
  ok: boolean;
  /** What was compared, and how it came out. */
  detail: string;
}

export const statusNames: Record<LicenceStatus, string> = {
  valid: '有效',
  suspended: '暂扣',
  withdrawn: '已撤回',
  revoked: '已撤销',
  cancelled: '已注销',
  forfeited: '已吊销',
};

export interface Evidence {
  publicKey: string | undefined;
  /** Digest in the ledger's fact of issue, hex. */
  recordedSm3: string | undefined;
  today: LegalDay;
}

export async function findEvidence(
  pool: Pool,
  jurisdiction: string,
  { id, keyId }: Licence,
): Promise<Omit<Evidence, 'today'>> {
  const { rows } = await pool.query<{ publicKey: string | null; recordedSm3: string | null }>({
    name: 'licence-evidence',
    text: `
      select (select public_key from licences.issuing_key where jurisdiction = $1 and id = $3) as "publicKey",
        (select data ->> 'sm3' from ledger.fact
         where jurisdiction = $1 and subject_type = 'licence' and subject_id = $2 and version = 1) as "recordedSm3"`,
    values: [jurisdiction, id, keyId],
  });
  return { publicKey: rows[0]?.publicKey ?? undefined, recordedSm3: rows[0]?.recordedSm3 ?? undefined };
}

/** Pure: the same evidence gives the same checks. */
export function verifyLicence(licence: Licence, evidence: Evidence): Check[] {
  const { data, sm3, signature, keyId } = licence;
  const intact = digestOf(data) === sm3;
  const signed =
    evidence.publicKey !== undefined && isSignedBy(evidence.publicKey, canonicalBytes(data), signature);
  const recorded = evidence.recordedSm3 === sm3;
  return [
    {
      name: 'content',
      label: '内容完整',
      ok: intact,
      detail: intact
        ? '证照内容的 SM3 摘要与签发时一致。'
        : '证照内容的 SM3 摘要与签发时不一致，内容被改动过。',
    },
    {
      name: 'signature',
      label: '签名有效',
      ok: signed,
      detail: signed
        ? `已用签发密钥 ${keyId} 的公钥验证 SM2 签名，签名与内容相符。`
        : `SM2 签名与内容不符，或者没有签发密钥 ${keyId} 的公钥。`,
    },
    {
      name: 'record',
      label: '签发留痕',
      ok: recorded,
      detail: recorded ? '签发时记入账本的摘要与此一致。' : '账本里没有这份证照的签发记录，或者摘要不一致。',
    },
    statusCheck(licence),
    validityCheck(licence, evidence.today),
  ];
}

function statusCheck({ status }: Licence): Check {
  const ok = status === 'valid';
  return { name: 'status', label: '证照状态', ok, detail: `发证机关登记的状态：${statusNames[status]}。` };
}

function validityCheck({ validFrom, validTo }: Licence, today: LegalDay): Check {
  const ok = validFrom <= today && (validTo === null || today <= validTo);
  const until = validTo === null ? '长期有效' : `至 ${chineseDate(validTo)}`;
  const now = ok ? '今天在有效期内' : today < validFrom ? '有效期尚未开始' : '有效期已经届满';
  return {
    name: 'validity',
    label: '有效期',
    ok,
    detail: `自 ${chineseDate(validFrom)}起，${until}；${now}。`,
  };
}
