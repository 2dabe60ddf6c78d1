/** What a verification comes to, and the steps that look things up in the registers. Pure. */
import { copyFault } from '../../kernel/ofd/package-fault-words.ts';
import type { StepOutcome } from '../../kernel/ofd/verification.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { VerifiedFile } from '../seals/public.ts';
import type { FoundDocument } from './register-look-up.ts';
import type { Registered } from './register-state.ts';

/**
 * - `valid`: genuine and in force today · `not-in-force`: genuine, and suspended, ended or expired
 * - `replaced`: a genuine document of a certificate that has a newer one · `altered`: what was shown is not what was made
 * - `letter`: no certificate, a letter that was sealed here
 * - `foreign`: a sound seal, of somebody this register does not know · `unknown`: not in the register
 * - `copy`: a PDF or a picture, which shows a seal and holds none · `unreadable`: no file that could be verified
 * - `expired`: unaltered, and sealed when a certificate or the seal was no longer valid
 */
export type Verdict =
  | 'valid'
  | 'not-in-force'
  | 'replaced'
  | 'altered'
  | 'letter'
  | 'foreign'
  | 'unknown'
  | 'copy'
  | 'unreadable'
  | 'expired';

export interface VerificationStepShown {
  name: string;
  label: string;
  outcome: StepOutcome;
  code?: string;
  detail: string;
}

export interface Conclusion {
  verdict: Verdict;
  says: string;
}

export function conclusion(genuineness: 'genuine' | 'altered', registered: Registered | null): Conclusion {
  if (genuineness === 'altered') {
    return { verdict: 'altered', says: '核验没有通过，请不要采信，可以向发证机关查询。' };
  }
  return registered?.inForce
    ? { verdict: 'valid', says: '证照是真的，现在有效。' }
    : { verdict: 'not-in-force', says: `证照是真的，但现在不能使用：${registered?.says ?? ''}` };
}

export function replacedOrNot<Verified extends Conclusion>(
  verified: Verified,
  found: FoundDocument,
): Verified {
  const isOld = found.documentVersion < found.currentVersion;
  if (!isOld || verified.verdict !== 'valid') return verified;
  return {
    ...verified,
    verdict: 'replaced',
    says: `这是第 ${found.documentVersion} 版，已于 ${chineseDate(found.replacedOn ?? '')}换发第 ${found.currentVersion} 版，请对方出示最新的一份。`,
  };
}

const copyOnly = {
  verdict: 'copy' as const,
  says: '这是 PDF 或者图片副本，印章只是印在上面的样子，不能凭它核验真伪。请上传盖章的 OFD 文件（在“我的证照”或者办件的文书页面下载），或者填写编号核验。',
};

const isCopyOnly = ({ steps }: VerifiedFile): boolean => steps.some(({ code }) => code === copyFault.code);

export function unregistered(checked: VerifiedFile): Conclusion {
  const { outcome, isChainChecked } = checked;
  if (isCopyOnly(checked)) return copyOnly;
  if (outcome === 'failed') return whyNot(checked);
  return {
    verdict: 'foreign',
    says: isChainChecked
      ? '文件上的签章是真的，但它不是本区登记的证照，请向印章所属的机关核实。'
      : '文件盖章以后没有被改动过，但本区不认识这枚印章，也没有登记过这份文件，不能确认真伪。请向印章上写明的机关核实。',
  };
}

/** Nobody is told that a file was altered of which nothing else is known than that it can't be read, or is too old. */
function whyNot({ steps, impostors }: VerifiedFile): Conclusion {
  const failing = steps.filter((step) => step.outcome === 'failed').map(({ name }) => name);
  if (failing.includes('package')) {
    return {
      verdict: 'unreadable',
      says: '这个文件不能核验，请不要采信：它不是 OFD 文件，或者已经损坏、不完整。请上传盖章的 OFD 文件，或者填写编号核验。',
    };
  }
  if (impostors.length === 0 && failing.every((name) => name === 'validity')) {
    return {
      verdict: 'expired',
      says: '文件盖章以后没有被改动过，但是盖章时印章或者证书不在有效期内，请不要采信，可以向发证机关查询。',
    };
  }
  return conclusion('altered', null);
}

/** How the seals on it stand today, of those that are ours: one annulled later does not undo what it sealed before. */
export function standingSteps({ sealings, standings, impostors }: VerifiedFile): VerificationStepShown[] {
  const claimed = impostors.map((sealId) => ({
    name: 'seal-register',
    label: '印章登记',
    outcome: 'failed' as const,
    code: 'seal/impostor',
    detail: `签章写的是本区登记的印章编号 ${sealId}，但签章人的证书不是为本区的印章签发的：这不是本区的印章。`,
  }));
  const known = standings.map(({ sealId, status, statusLabel, since }) => {
    const sealedAt = sealings.find(({ seal }) => seal?.esId === sealId)?.sealedAt;
    const inUse = status === 'in-use' || (sealedAt !== undefined && legalDayOf(sealedAt) <= since);
    const today = status === 'in-use' ? '现在仍在使用' : `自 ${chineseDate(since)}起${statusLabel}`;
    return {
      name: 'seal-register',
      label: '印章登记',
      outcome: inUse ? 'ok' : 'failed',
      ...(inUse ? {} : { code: 'seal/not-in-use' }),
      detail: `印章在本区登记，编号 ${sealId}，${today}${inUse ? '' : '，签章在此之后'}。`,
    } satisfies VerificationStepShown;
  });
  return [...claimed, ...known];
}

export const ourLetter = {
  verdict: 'letter' as const,
  says: '这是本区发出的文书，盖的章是真的，内容没有被改动过。它不是证照。',
};

export const letterInRegister: VerificationStepShown = {
  name: 'register',
  label: '登记',
  outcome: 'ok',
  detail: '文件与本区发出的文书逐字节一致。',
};

/** What was sealed elsewhere need not stand here. */
export function notInRegister({ verdict }: Conclusion): VerificationStepShown {
  return {
    name: 'register',
    label: '登记',
    outcome: verdict === 'altered' || verdict === 'expired' ? 'failed' : 'not-checked',
    code: 'register/unknown',
    detail: '本区的证照登记里没有这份文件。',
  };
}

export function inRegister({ documentVersion }: FoundDocument): VerificationStepShown {
  return {
    name: 'register',
    label: '登记',
    outcome: 'ok',
    detail: `文件与本区登记的第 ${documentVersion} 版逐字节一致。`,
  };
}
