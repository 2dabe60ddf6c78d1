/** What a verifier says of a sealed document: each step by itself, in the order in which people should read them. */

import type { Found } from './locate.ts';

/** In the order in which they are reported. The names say what is looked at, not how it came out. */
export const stepNames = {
  package: '文件包',
  references: '原文摘要',
  coverage: '签章范围',
  'data-hash': '清单摘要',
  'property-info': '签章位置',
  signature: '签章签名',
  seal: '印章真伪',
  signer: '签章人授权',
  validity: '有效期',
  chain: '证书链',
} as const;

export type StepName = keyof typeof stepNames;
export type StepOutcome = 'ok' | 'failed' | 'not-checked';

export interface VerificationStep {
  name: StepName;
  /** The name in Chinese. */
  label: string;
  outcome: StepOutcome;
  /** Why it failed or was not checked; stable. */
  code?: string;
  /** What was compared, and how it came out: a sentence. */
  detail: string;
}

/** Something unusual that does not make the document wrong. */
export interface VerificationNote {
  code: string;
  detail: string;
}

export interface SealingReport {
  /** Of Signature.xml in the package. */
  path: string;
  /** Name and number of the seal; absent where it could not be read. */
  seal?: { name: string; esId: string; validFrom: Date; validTo: Date };
  /** The signer's certificate, in words. */
  signer?: string;
  sealedAt?: Date;
  /** 4 for GB/T 38540, 1 for GM/T 0031. */
  version?: number;
  steps: VerificationStep[];
}

export interface OfdVerification {
  /** No step failed. The chain alone may be unchecked; then nobody has said whose seal it is. */
  outcome: 'ok' | 'failed';
  isChainChecked: boolean;
  /** Over all seals: a step is ok when it is for every one. */
  steps: VerificationStep[];
  sealings: SealingReport[];
  notes: VerificationNote[];
}

/** What is written in the wrong case is found all the same, and said. */
export function noteOtherCase(location: string, found: Found | undefined): VerificationNote[] {
  if (!found?.otherCase) return [];
  const detail = `文件里写的路径“${location}”与实际的“${found.path}”大小写不同，已按实际的文件核对；有的阅读器会因此打不开。`;
  return [{ code: 'path/other-case', detail }];
}

export function ok(name: StepName, detail: string): VerificationStep {
  return { name, label: stepNames[name], outcome: 'ok', detail };
}

export function failed(name: StepName, code: string, detail: string): VerificationStep {
  return { name, label: stepNames[name], outcome: 'failed', code, detail };
}

export function notChecked(name: StepName, code: string, detail: string): VerificationStep {
  return { name, label: stepNames[name], outcome: 'not-checked', code, detail };
}

export const allStepNames = Object.keys(stepNames).filter((name): name is StepName => name in stepNames);

/** One list for a document with several seals. */
export function combineSteps(
  packageStep: VerificationStep,
  sealings: readonly SealingReport[],
): VerificationStep[] {
  const [only, ...others] = sealings;
  if (!only) return [packageStep];
  if (others.length === 0) return [packageStep, ...only.steps];
  const names = allStepNames.filter((name) => name !== 'package');
  return [packageStep, ...names.flatMap((name) => combined(name, sealings))];
}

function combined(name: StepName, sealings: readonly SealingReport[]): VerificationStep[] {
  const each = sealings.map(({ steps }) => steps.find((step) => step.name === name));
  const worst =
    each.find((step) => step?.outcome === 'failed') ??
    each.find((step) => step?.outcome === 'not-checked') ??
    each.find((step) => step !== undefined);
  if (!worst) return [];
  const details = each.map((step, index) => `第 ${index + 1} 个签章：${step?.detail ?? '没有核对。'}`);
  return [{ ...worst, detail: details.join('') }];
}
