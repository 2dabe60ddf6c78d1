/**
 * Verification by anybody: of a code that was scanned, a file that was sent, a number that was typed. What the file itself
 * proves and what the register says today are two answers; both are given, with each step.
 */
import { createHash } from 'node:crypto';
import { maskIdNumber } from '../../kernel/masking.ts';
import type { OfdVerification, StepOutcome, VerificationNote } from '../../kernel/ofd/verification.ts';
import { verifyOfd } from '../../kernel/ofd/verify-ofd.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CertificateData } from './certificate-data.ts';
import { createLicences, publicData } from './licences.ts';
import { type FoundDocument, findByFile, findByIdentifier, findByNumber } from './register-look-up.ts';
import type { Registered } from './register-state.ts';

/**
 * - `valid`: genuine and in force today · `not-in-force`: genuine, and suspended, ended or expired
 * - `replaced`: a genuine document of a certificate that has a newer one · `altered`: what was shown is not what was made
 * - `foreign`: a sound seal, of somebody this register does not know · `unknown`: not in the register
 */
export type Verdict = 'valid' | 'not-in-force' | 'replaced' | 'altered' | 'foreign' | 'unknown';

export interface VerificationStepShown {
  name: string;
  label: string;
  outcome: StepOutcome;
  code?: string;
  detail: string;
}

export interface LicenceVerification {
  verdict: Verdict;
  says: string;
  checkedAt: Date;
  steps: VerificationStepShown[];
  notes: VerificationNote[];
  /** What everybody may read of it, or, where its holder showed it herself, what she showed. */
  certificate: CertificateData | null;
  licenceId: string | null;
  registered: Registered | null;
  /** Of a file: its digest, and which document of the certificate it is. */
  file: { sm3: string; documentVersion: number | null; currentVersion: number | null } | null;
}

/** DER certificates of the authorities whose seals are trusted here. */
const trustedBy = new WeakMap<Platform, readonly Uint8Array[]>();

export function bindTrust(platform: Platform, trusted: readonly Uint8Array[]): void {
  trustedBy.set(platform, trusted);
}

export function createVerification(platform: Platform) {
  const licences = createLicences(platform);

  /** By the address on the document, or in the code that its holder shows (`shown`: she agreed to show herself). */
  async function byId(licenceId: string, shown = false): Promise<LicenceVerification> {
    const verified = await licences.verify(licenceId);
    if (!verified) return nothing(platform, '这个网址不对应任何证照，请不要采信。');
    const { licence, checks, registered } = verified;
    const steps = checks.map(({ name, label, ok, detail }) => ({
      name,
      label,
      outcome: ok ? ('ok' as const) : ('failed' as const),
      detail,
    }));
    const genuine = checks.every(({ name, ok }) => ok || name === 'status' || name === 'validity');
    return {
      ...conclusion(genuine ? 'genuine' : 'altered', registered),
      checkedAt: platform.clock.now(),
      steps,
      notes: [],
      certificate: shown ? shownData(licence.data) : publicData(licence),
      licenceId: licence.id,
      registered,
      file: null,
    };
  }

  async function byIdentifier(identifier: string): Promise<LicenceVerification> {
    const found = await findByIdentifier(platform, identifier);
    if (!found) return nothing(platform, '本区没有登记过这个标识的证照，请不要采信。');
    return replacedOrNot(await byId(found.licenceId), found);
  }

  /** The tail of the holder's number stands against trying out numbers, which are consecutive. */
  async function byNumber(number: string, holderTail: string): Promise<LicenceVerification> {
    const found = await findByNumber(platform, number, holderTail);
    return found
      ? byId(found)
      : nothing(platform, '没有登记过这个编号的证照，或者证件号码末四位与持证人的不一致。');
  }

  async function byFile(bytes: Uint8Array): Promise<LicenceVerification> {
    const sm3 = createHash('sm3').update(bytes).digest('hex');
    const found = await findByFile(platform, sm3);
    const now = platform.clock.now();
    const checked = verifyOfd(bytes, { trustedRoots: trustedBy.get(platform) ?? [], now });
    const steps = checked.steps.map((step) => ({ ...step }));
    const base = {
      checkedAt: now,
      notes: checked.notes,
      registered: null,
      certificate: null,
      licenceId: null,
    };
    if (!found) {
      return {
        ...base,
        ...unregistered(checked),
        steps: [...steps, notInRegister],
        file: { sm3, documentVersion: null, currentVersion: null },
      };
    }
    const known = await byId(found.licenceId);
    const whole = checked.outcome === 'ok' ? known : { ...known, ...conclusion('altered', null) };
    return {
      ...replacedOrNot(whole, found),
      steps: [...steps, inRegister(found), ...known.steps],
      notes: checked.notes,
      file: { sm3, documentVersion: found.documentVersion, currentVersion: found.currentVersion },
    };
  }

  /** Of a code that was shown: too old, or none of ours. */
  function unreadable(fault: 'malformed' | 'expired'): LicenceVerification {
    const says =
      fault === 'expired'
        ? '这个二维码已经过期（只有两分钟有效），请对方刷新以后重新出示。'
        : '这不是本区的亮证二维码，请不要采信。';
    return nothing(platform, says);
  }

  return { byId, byIdentifier, byNumber, byFile, unreadable };
}

export type Verification = ReturnType<typeof createVerification>;

function conclusion(
  genuineness: 'genuine' | 'altered',
  registered: Registered | null,
): Pick<LicenceVerification, 'verdict' | 'says'> {
  if (genuineness === 'altered') {
    return { verdict: 'altered', says: '核验没有通过，请不要采信，可以向发证机关查询。' };
  }
  return registered?.inForce
    ? { verdict: 'valid', says: '证照是真的，现在有效。' }
    : { verdict: 'not-in-force', says: `证照是真的，但现在不能使用：${registered?.says ?? ''}` };
}

function replacedOrNot(verified: LicenceVerification, found: FoundDocument): LicenceVerification {
  const isOld = found.documentVersion < found.currentVersion;
  if (!isOld || verified.verdict !== 'valid') return verified;
  return {
    ...verified,
    verdict: 'replaced',
    says: `这是第 ${found.documentVersion} 版，已于 ${chineseDate(found.replacedOn ?? '')}换发第 ${found.currentVersion} 版，请对方出示最新的一份。`,
  };
}

function unregistered({ outcome, isChainChecked }: OfdVerification) {
  if (outcome === 'failed') return conclusion('altered', null);
  return {
    verdict: 'foreign' as const,
    says: isChainChecked
      ? '文件上的签章是真的，但它不是本区登记的证照，请向印章所属的机关核实。'
      : '文件没有被改动过，但本区不认识签章的机关，也没有登记过这份文件。',
  };
}

const notInRegister: VerificationStepShown = {
  name: 'register',
  label: '登记',
  outcome: 'failed',
  code: 'register/unknown',
  detail: '本区的证照登记里没有这份文件。',
};

function inRegister({ documentVersion }: FoundDocument): VerificationStepShown {
  return {
    name: 'register',
    label: '登记',
    outcome: 'ok',
    detail: `文件与本区登记的第 ${documentVersion} 版逐字节一致。`,
  };
}

function nothing(platform: Platform, says: string): LicenceVerification {
  return {
    verdict: 'unknown',
    says,
    checkedAt: platform.clock.now(),
    steps: [],
    notes: [],
    certificate: null,
    licenceId: null,
    registered: null,
    file: null,
  };
}

/** What stands on the document she shows, but for the middle of her own number, which nobody needs to check a name. */
function shownData(data: CertificateData): CertificateData {
  if (data.holder.kind === 'organization') return data;
  const { idNumber } = data.holder;
  const masked = maskIdNumber(idNumber);
  return {
    ...data,
    holder: { ...data.holder, idNumber: masked },
    fields: data.fields.map((field) =>
      field.value.includes(idNumber) ? { ...field, value: field.value.replaceAll(idNumber, masked) } : field,
    ),
  };
}

/** What is read at a counter: a file's own steps and the register's, each once, the longest words last. */
export function publicSteps({ steps }: LicenceVerification): VerificationStepShown[] {
  return steps.filter(({ name }, at) => steps.findIndex((other) => other.name === name) === at);
}
