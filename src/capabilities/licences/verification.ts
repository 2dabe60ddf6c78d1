/**
 * Verification by anybody: of a code that was scanned, a file that was sent, a number that was typed. What the file itself
 * proves and what the register says today are two answers; both are given, with each step.
 */
import { createHash } from 'node:crypto';
import { maskIdNumber } from '../../kernel/masking.ts';
import type { VerificationNote } from '../../kernel/ofd/verification.ts';
import type { Platform } from '../../platform/platform.ts';
import { isSealedLetter } from '../sealed-files/public.ts';
import { createSeals } from '../seals/public.ts';
import type { CertificateData } from './certificate-data.ts';
import { createLicences, publicData } from './licences.ts';
import { findByFile, findByIdentifier, findByNumber } from './register-look-up.ts';
import type { Registered } from './register-state.ts';
import {
  type Conclusion,
  conclusion,
  inRegister,
  letterInRegister,
  notInRegister,
  ourLetter,
  replacedOrNot,
  standingSteps,
  unregistered,
  type VerificationStepShown,
} from './verification-verdicts.ts';

export interface LicenceVerification extends Conclusion {
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
    const [found, checked] = await Promise.all([
      findByFile(platform, sm3),
      createSeals(platform).verifyFile(bytes),
    ]);
    const steps = [...checked.steps, ...standingSteps(checked)];
    if (!found) {
      const isLetter = checked.outcome === 'ok' && (await isSealedLetter(platform, sm3));
      const concluded = isLetter ? ourLetter : unregistered(checked);
      return {
        ...concluded,
        checkedAt: platform.clock.now(),
        steps: [...steps, isLetter ? letterInRegister : notInRegister(concluded)],
        notes: checked.notes,
        certificate: null,
        licenceId: null,
        registered: null,
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
