/**
 * 免证办: a certificate the register holds is not asked for on paper (国务院关于在线政务服务的若干规定 7, 11). What is named in a case is
 * looked at when it is named and noted in its own stream in the transaction of the case: whose it is, that it is in force,
 * that its content is what was signed, that she agreed.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { ConcernedLicence } from '../../kernel/procedure/application.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  type CertificateDesk,
  createCases,
  type EffectSource,
  type LookedUp,
  type Naming,
  type StepEffect,
  type TakenLicence,
} from '../cases/public.ts';
import { isConsentFor } from './consents.ts';
import { licenceLife } from './licence-life.ts';
import type { Licence } from './licence-store.ts';
import { isHolder, type OpenLicence, openLicence } from './open-licence.ts';
import { findOpenProceeding } from './proceedings.ts';
import { applyByOf, applyFromOf, validToOf } from './standing.ts';
import { type SystemStep, takeSystemStep } from './take-licence-step.ts';
import { findPublicKey, verifyLicence } from './verify-licence.ts';

export function createCertificateDesk(platform: Platform): CertificateDesk {
  return {
    async look(naming) {
      const looks = await Promise.all([
        ...naming.taken.map((taken) => lookAtTaken(platform, naming, taken)),
        lookAtConcerned(platform, naming),
      ]);
      const concerned = looks.find((one) => one.concerned)?.concerned;
      return { faults: looks.flatMap(({ faults }) => faults), ...(concerned ? { concerned } : {}) };
    },
    note: (naming, source) => noteOf(platform, naming, source),
  };
}

const refusedAt = (pointer: string, code: string, message: string): LookedUp => ({
  faults: [{ pointer, code, message } satisfies ProblemError],
});

async function lookAtTaken(platform: Platform, naming: Naming, taken: TakenLicence): Promise<LookedUp> {
  const { pointer, materialCode, licenceId } = taken;
  const open = await openLicence(platform, licenceId);
  if (!open || !(await maySpeakOf(platform, naming, taken, open.licence))) {
    return refusedAt(pointer, 'licence/unknown', unknownFor(naming.actor));
  }
  const material = naming.item.materials.find((one) => one.materialCode === materialCode);
  if (!material?.licenceTypes?.includes(open.licence.type)) {
    const message = `“${open.licence.name}”不能代替“${material?.name ?? '这项材料'}”，请上传文件。`;
    return refusedAt(pointer, 'licence/other-type', message);
  }
  const { pool, jurisdiction } = platform;
  const publicKey = await findPublicKey(pool, jurisdiction, open.licence.keyId);
  const { checks, registered } = verifyLicence(open, { publicKey, today: legalDayOf(open.now) });
  if (!registered.inForce) {
    return refusedAt(pointer, 'licence/not-in-force', `这份电子证照现在不能用：${registered.says}`);
  }
  if (checks.some(({ ok }) => !ok)) {
    const message = '这份电子证照没有通过核验，请上传文件，并向发证机关查询。';
    return refusedAt(pointer, 'licence/altered', message);
  }
  return { faults: [] };
}

const unknownFor = ({ kind }: Actor) =>
  kind === 'applicant'
    ? '没有这份电子证照，或者它不是申请人的，请上传文件。'
    : '没有这份电子证照，或者还没有得到申请人的同意：请她在手机上亮证，扫描二维码以后再选用。';

/** Hers, named by herself or her agent; or by somebody at the counter to whom she showed it and agreed. */
async function maySpeakOf(
  platform: Platform,
  { actor, applicant }: Naming,
  { consentId }: TakenLicence,
  licence: Licence,
): Promise<boolean> {
  if (!isTheApplicants(licence, applicant)) return false;
  if (actor.kind === 'applicant') return isHolder(licence, actor) || isAgentIn(platform, licence, actor);
  return consentId !== undefined && isConsentFor(platform, consentId, licence.id, actor);
}

function isTheApplicants({ data }: Licence, { idType, idNumber }: Naming['applicant']): boolean {
  return data.holder.idType === idType && data.holder.idNumber === idNumber;
}

/** Who applied for it in the holder's name may go on with it in her name. */
async function isAgentIn(platform: Platform, { caseNo }: Licence, actor: Actor): Promise<boolean> {
  return (await createCases(platform).find(caseNo, actor)) !== undefined;
}

async function lookAtConcerned(
  platform: Platform,
  { actor, applicant, item, concerns }: Naming,
): Promise<LookedUp> {
  if (!concerns || !item.business) return { faults: [] };
  const { pointer, licenceId } = concerns;
  const open = await openLicence(platform, licenceId);
  const isHers =
    open &&
    isTheApplicants(open.licence, applicant) &&
    (actor.kind === 'staff' ||
      isHolder(open.licence, actor) ||
      (await isAgentIn(platform, open.licence, actor)));
  if (!isHers) return refusedAt(pointer, 'licence/unknown', '没有这份电子证照，或者它不是申请人的。');
  if (open.licence.type !== item.business.licenceType) {
    return refusedAt(pointer, 'licence/other-type', `“${open.licence.name}”不能办理“${item.name}”。`);
  }
  const running = await findOpenProceeding(platform, licenceId, item.business.kind);
  if (running) {
    const message = `这份证照已经有一件同样的申请在办（${running.caseNo}），不用再申请。`;
    return refusedAt(pointer, 'licence/under-way', message);
  }
  return concernedOrNot(open, item.business.kind, pointer);
}

function concernedOrNot(open: OpenLicence, business: 'renewal' | 'change', pointer: string): LookedUp {
  const today = legalDayOf(open.now);
  const { registered } = verifyLicence(open, { publicKey: undefined, today });
  // A suspended certificate may be renewed: the penalty takes its use, not its life.
  if (!registered.inForce && registered.state !== 'suspended') {
    return refusedAt(
      pointer,
      'licence/not-in-force',
      `这份证照不能延续或者变更：${registered.says}请重新申请。`,
    );
  }
  const state = fold(licenceLife, open.facts);
  const validTo = validToOf(state);
  if (business === 'renewal' && validTo === null) {
    return refusedAt(pointer, 'licence/no-end', '这份证照长期有效，不需要延续。');
  }
  const concerned: ConcernedLicence = {
    id: open.licence.id,
    validTo,
    applyBy: applyByOf(state),
    ...(business === 'renewal' ? { applyFrom: applyFromOf(state) } : {}),
  };
  return { faults: [], concerned };
}

/** One note for each certificate and material, in the order in which they were named. */
async function noteOf(
  platform: Platform,
  naming: Naming,
  source: EffectSource,
): Promise<StepEffect | undefined> {
  const steps = [...naming.taken.map((taken) => useOf(naming, taken, source)), ...openingOf(naming, source)];
  if (steps.length === 0) return undefined;
  return {
    data: {},
    async write(client) {
      const opened = new Map<string, OpenLicence>();
      for (const { licenceId, ...step } of steps) {
        const open = opened.get(licenceId) ?? (await openLicence(platform, licenceId, client));
        if (!open) throw new Error(`certificate ${licenceId} is gone`);
        opened.set(licenceId, await takeSystemStep(client, platform.jurisdiction, open, step));
      }
    },
  };
}

function useOf(
  { actor, item }: Naming,
  { materialCode, licenceId, consentId }: TakenLicence,
  { record, by }: EffectSource,
): SystemStep & { licenceId: string } {
  return {
    licenceId,
    step: 'use-licence',
    by,
    input: {
      case: String(record.id),
      caseNo: record.caseNo,
      item: item.itemId,
      itemName: item.name,
      materialCode,
      materialName: item.materials.find((one) => one.materialCode === materialCode)?.name ?? materialCode,
      consent: actor.kind === 'applicant' ? 'holder' : 'presented',
      ...(consentId ? { consentId } : {}),
    },
  };
}

function openingOf(
  { item, concerns }: Naming,
  { record, by }: EffectSource,
): (SystemStep & { licenceId: string })[] {
  if (!concerns || !item.business) return [];
  const input = { business: item.business.kind, case: String(record.id) };
  return [{ licenceId: concerns.licenceId, step: 'receive-application', by, input }];
}
