/**
 * What the engine asks of whoever keeps certificates, which rest on cases and not the other way round: may this certificate
 * stand for a material, and is it the one a renewal or a change is about; and then the note of it in its own stream.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { ConcernedLicence, HandedMaterial } from '../../kernel/procedure/application.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import type { FileableItem } from '../catalogue/public.ts';
import type { EffectSource, StepEffect } from './procedure-module.ts';

/** A certificate taken from the wallet for a material, and the place where it was named. */
export interface TakenLicence {
  materialCode: string;
  licenceId: string;
  consentId?: string;
  pointer: string;
}

export interface Naming {
  actor: Actor;
  /** Whose case it is: only her own certificates help her. */
  applicant: { idType: string; idNumber: string };
  item: FileableItem;
  taken: TakenLicence[];
  /** Of an item about an existing certificate, which one. */
  concerns?: { licenceId: string; pointer: string };
}

export interface LookedUp {
  faults: ProblemError[];
  concerned?: ConcernedLicence;
}

export interface CertificateDesk {
  look(naming: Naming): Promise<LookedUp>;
  /** Writes into the certificates' streams in the transaction of the case's fact; undefined when there is nothing to write. */
  note(naming: Naming, source: EffectSource): Promise<StepEffect | undefined>;
}

/** Without certificates in the house none can stand for a material. */
export const noCertificates: CertificateDesk = {
  async look({ taken, concerns }) {
    const message = '没有这份电子证照，请上传文件。';
    const places = [...taken, ...(concerns ? [concerns] : [])];
    return { faults: places.map(({ pointer }) => ({ pointer, code: 'licence/unknown', message })) };
  },
  note: async () => undefined,
};

export function takenFrom(materials: readonly HandedMaterial[], at = ''): TakenLicence[] {
  return materials.flatMap(({ materialCode, licenceId, consentId }, index) =>
    licenceId
      ? [
          {
            materialCode,
            licenceId,
            ...(consentId ? { consentId } : {}),
            pointer: `${at}/materials/${index}/licenceId`,
          },
        ]
      : [],
  );
}

export const namesNothing = ({ taken, concerns }: Naming) => taken.length === 0 && concerns === undefined;

/** Both happen in one transaction, or neither. */
export function bothEffects(
  one: StepEffect | undefined,
  other: StepEffect | undefined,
): StepEffect | undefined {
  if (!one || !other) return one ?? other;
  return {
    data: { ...one.data, ...other.data },
    async write(client) {
      await one.write(client);
      await other.write(client);
    },
    async abandoned() {
      await one.abandoned?.();
      await other.abandoned?.();
    },
  };
}
