/** Applying for a seal: whose it is to be, who may use it, how it looks. Its number is taken with the first fact. */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { sealFacts } from '../../kernel/ledger/seal-facts.ts';
import type { StepActor } from '../../kernel/procedure/declaration.ts';
import { capacityAmong } from '../../kernel/procedure/rules.ts';
import { pictureOf, refusalOfPicture } from '../../kernel/seals/seal-picture.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { appendFacts } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import { faces } from '../../platform/printing/faces.ts';
import { findVisibleDocument } from '../documents/public.ts';
import { createOrganisation, type Directory } from '../organisation/public.ts';
import { appliedFact, type SealApplication } from './application-steps.ts';
import { unknownOffices } from './powers-steps.ts';
import { invalid, sealProblem } from './problems.ts';
import { contextOf, factActorOf, stepActorOf, system } from './seal-context.ts';
import { lineOf } from './seal-kinds.ts';
import { sealLife } from './seal-life.ts';
import { insertSeal, replaceCoverage, takeNumber } from './seal-store.ts';
import { coverageOf } from './standing.ts';

/** Everything slow or refusable is done when it returns; `write` inserts, and answers the number. */
export async function prepareApplication(
  platform: Platform,
  applicant: Actor,
  application: SealApplication,
): Promise<(client: PoolClient) => Promise<string>> {
  const directory = await createOrganisation(platform).directory();
  const actor = stepActorOf(applicant);
  refuseStranger(platform, directory, application, actor);
  const errors = applicationErrors(directory, application);
  if (errors.length > 0) throw invalid(errors);
  const brought =
    application.pictureDocumentId === undefined
      ? undefined
      : await broughtPicture(platform, applicant, application.pictureDocumentId);
  return (client) => writeApplication(platform, client, { directory, application, actor, brought });
}

function refuseStranger(
  platform: Platform,
  directory: Directory,
  { authority, office }: SealApplication,
  actor: StepActor,
): void {
  const context = contextOf(platform, directory, { authority, office }, actor);
  if (capacityAmong(sealLife.opening.who, context)) return;
  throw sealProblem('seal/forbidden', { detail: '印章由印章管理员、证照管理员或者本机关负责人申请。' });
}

function applicationErrors(directory: Directory, application: SealApplication): ProblemError[] {
  const { authority, office, kind, name, users, automatic, transfers = [] } = application;
  const at = (pointer: string, message: string): ProblemError => ({ pointer, code: 'input/rule', message });
  const errors: ProblemError[] = [];
  const known = directory.authorities.get(authority);
  if (!known) errors.push(at('/authority', `没有编号为“${authority}”的行政机关。`));
  if (directory.offices.get(office)?.authority !== authority) {
    errors.push(at('/office', '申请部门应当是所属机关的部门。'));
  }
  if (users.length === 0 && !automatic) errors.push(at('/users', '请至少写明一个可以用印的岗位。'));
  errors.push(
    ...unknownOffices(users, [...directory.offices.keys()]).map(({ pointer, message }) =>
      at(pointer, message),
    ),
  );
  if (transfers.length > 0 && kind !== 'approval') {
    errors.push(
      at('/transfers', '只有行政审批专用章可以代表其他机关（行政许可法第三十九条：加盖本行政机关印章）。'),
    );
  }
  for (const [index, transfer] of transfers.entries()) {
    if (transfer.authority === authority || !directory.authorities.has(transfer.authority)) {
      errors.push(at(`/transfers/${index}/authority`, '请选择划出审批权的另一个行政机关。'));
    }
  }
  const picture =
    known && !application.pictureDocumentId && drawn(name ?? known.name, application, sampleNumber);
  if (picture && 'refusal' in picture) errors.push(at('/name', picture.refusal));
  return errors;
}

/** As long as every number. */
const sampleNumber = '00000000000000';

const drawn = (name: string, { kind }: Pick<SealApplication, 'kind'>, number: string) => {
  const purpose = lineOf(kind);
  return pictureOf(faces, { name, number, ...(purpose !== undefined && { purpose }) });
};

/** What the picture will look like, while the application is still being filled in. */
export function previewPicture(name: string, kind: SealApplication['kind']) {
  return drawn(name, { kind }, sampleNumber);
}

async function broughtPicture(platform: Platform, owner: Actor, id: string): Promise<Uint8Array> {
  const document = await findVisibleDocument(platform, owner, id);
  const content = document && (await platform.documents.get(document.sm3));
  const at = (message: string) =>
    invalid([{ pointer: '/pictureDocumentId', code: 'document/unknown', message }]);
  if (!document || !content) throw at('没有这个文件，或者不是您上传的，请重新上传。');
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  const picture = Buffer.concat(chunks);
  const refusal = refusalOfPicture(picture);
  if (refusal !== undefined) throw at(refusal);
  return picture;
}

interface ReadyApplication {
  directory: Directory;
  application: SealApplication;
  actor: StepActor;
  /** The picture that was uploaded. */
  brought: Uint8Array | undefined;
}

export async function writeApplication(
  { jurisdiction, clock }: Platform,
  client: PoolClient,
  { directory, application, actor, brought }: ReadyApplication,
): Promise<string> {
  const { kind, authority, office } = application;
  const name = application.name ?? directory.authorities.get(authority)?.name ?? authority;
  const id = await takeNumber(client, jurisdiction, directory.jurisdiction.divisionCode ?? '000000');
  const picture = brought ?? pngOf(drawn(name, application, id));
  const today = clock.today();
  const context = contextOf({ clock }, directory, { authority, office }, actor);
  const fact = appliedFact(today, application, name, brought ? 'brought' : 'drawn');
  await insertSeal(client, jurisdiction, { id, kind, name, authority, office, picture });
  const capacity = actor === system ? undefined : capacityAmong(sealLife.opening.who, context);
  const by = factActorOf(actor, capacity);
  const stream = { jurisdiction, subjectType: 'seal', subjectId: id };
  const recordedAt = clock.now().toISOString();
  await appendFacts(
    client,
    jurisdiction,
    sealFacts(stream, { version: 0, hash: null }, [fact], by, recordedAt, [randomBytes(32)]),
  );
  await replaceCoverage(client, jurisdiction, id, coverageOf([{ ...fact, actor: by }]));
  return id;
}

function pngOf(picture: ReturnType<typeof drawn>): Uint8Array {
  if ('refusal' in picture)
    throw new Error(`a seal that was drawn before cannot be drawn: ${picture.refusal}`);
  return picture.png;
}
