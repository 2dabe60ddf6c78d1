/** Checks a certificate now, from what lies in the database, and says each thing that was checked. */
import type { Pool } from 'pg';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { canonicalBytes, digestOf } from './certificate-data.ts';
import type { Licence, LicenceRecord } from './licence-store.ts';
import { type Registered, registeredAs } from './register-state.ts';
import { isSignedBy } from './signer.ts';

export interface Check {
  name: 'content' | 'signature' | 'record' | 'status' | 'validity';
  label: string;
  ok: boolean;
  /** What was compared, and how it came out. */
  detail: string;
}

export interface Evidence {
  publicKey: string | undefined;
  today: LegalDay;
}

const keys = new Map<string, string>();

/** The public half of an issuing key; keys are never changed, so a process reads each once. */
export async function findPublicKey(
  pool: Pool,
  jurisdiction: string,
  keyId: string,
): Promise<string | undefined> {
  const known = keys.get(`${jurisdiction}/${keyId}`);
  if (known !== undefined) return known;
  const { rows } = await pool.query<{ publicKey: string }>({
    name: 'issuing-key',
    text: `select public_key as "publicKey" from licences.issuing_key where jurisdiction = $1 and id = $2`,
    values: [jurisdiction, keyId],
  });
  const found = rows[0]?.publicKey;
  if (found !== undefined) keys.set(`${jurisdiction}/${keyId}`, found);
  return found;
}

/** Pure: the same evidence gives the same checks. */
export function verifyLicence(
  { licence, facts }: LicenceRecord,
  evidence: Evidence,
): { checks: Check[]; registered: Registered } {
  const registered = registeredAs(facts, licence, evidence.today);
  return {
    registered,
    checks: [
      ...genuineness(licence, facts, evidence),
      statusCheck(registered),
      validityCheck(licence, evidence),
    ],
  };
}

/** Whether what lies here is what was signed and recorded, whatever it says. */
function genuineness(
  { data, sm3, signature, keyId }: Licence,
  facts: readonly Fact[],
  { publicKey }: Evidence,
): Check[] {
  const intact = digestOf(data) === sm3;
  const signed = publicKey !== undefined && isSignedBy(publicKey, canonicalBytes(data), signature);
  const recorded = facts.findLast((fact) => typeof fact.data.sm3 === 'string')?.data.sm3 === sm3;
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
  ];
}

/** Being expired is told by the check of the validity, everything else that the register says by this one. */
function statusCheck({ state, label, says }: Registered): Check {
  const ok = ['valid', 'not-yet-valid', 'expired'].includes(state);
  return {
    name: 'status',
    label: '证照状态',
    ok,
    detail: ok
      ? '发证机关登记的状态：没有被暂扣、撤回、撤销、注销或者吊销。'
      : `发证机关登记的状态：${label}。${says}`,
  };
}

function validityCheck({ validFrom, validTo }: Licence, { today }: Evidence): Check {
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
