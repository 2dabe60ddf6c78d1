/** An officer designs a type of certificate: what she says is checked at its place, tried on paper, and kept as a new version. */

import type { Actor } from '../../kernel/actor.ts';
import { internal } from '../../kernel/basis.ts';
import { isElement } from '../../kernel/forms/elements.ts';
import { checkCreditCode } from '../../kernel/identifiers/credit-code.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { addDays } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Printed } from '../../platform/printing/rendered.ts';
import { createCatalogue, type FileableItem } from '../catalogue/public.ts';
import { type CertificateData, certificateFields, lastDayOfValidity } from './certificate-data.ts';
import { certificateNumber } from './certificate-number.ts';
import { isDesign, printCertificate } from './certificate-print.ts';
import { type StoredType, storeType } from './certificate-type-store.ts';
import type { CertificateTypeDefinition } from './certificate-types.ts';
import { organisationOf } from './open-licence.ts';
import { again } from './take-licence-step.ts';

/** Everything that stands against the design, each at its place. */
export async function findDesignFaults(
  platform: Platform,
  design: CertificateTypeDefinition,
): Promise<ProblemError[]> {
  const { authorities } = await organisationOf(platform).directory();
  const faults = [
    ...codeFaults(design),
    ...(design.authority === null || authorities.has(design.authority)
      ? []
      : [fault('/authority', 'authority/unknown', '没有这个机关。')]),
    ...numberFaults(design),
    ...fieldFaults(design),
    ...(isDesign(design.template) ? [] : [fault('/template', 'template/unknown', '没有这种样式。')]),
  ];
  if (faults.length > 0) return faults;
  const printed = await printSample(platform, design);
  if (printed.kind === 'rendered') return [];
  return printed.refusals.map(({ code, reason, needed }) => fault('/template', code, `${reason}${needed}`));
}

const fault = (pointer: string, code: string, message: string): ProblemError => ({ pointer, code, message });

/** 证照类型代码: the credit code of the authority that governs the certificate, and three digits. */
function codeFaults({ code }: CertificateTypeDefinition): ProblemError[] {
  const at = (message: string) => [fault('/code', 'type/code', message)];
  if (!/^[0-9A-Z]{18}\d{3}$/.test(code))
    return at('证照类型代码应是主管机构的统一社会信用代码加三位数字，共 21 位。');
  const { valid, why } = checkCreditCode(code.slice(0, 18));
  return valid === 'no' ? at(`前 18 位不是统一社会信用代码：${why}。`) : [];
}

function numberFaults({ number, categoryDigits }: CertificateTypeDefinition): ProblemError[] {
  const known = new Set(['division', 'year', 'category', 'sequence', 'check']);
  const used = [...number.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const strange = used.find((name) => !known.has(name));
  if (strange !== undefined)
    return [fault('/number', 'number/placeholder', `编号规则里没有“{${strange}}”。`)];
  if (!used.includes('sequence'))
    return [fault('/number', 'number/sequence', '编号规则要有流水号 {sequence}，否则会重号。')];
  if (used.includes('category') && !categoryDigits)
    return [fault('/number', 'number/category', '用了类别 {category} 的，要写明每种类别的数字。')];
  return [];
}

function fieldFaults({ fields }: CertificateTypeDefinition): ProblemError[] {
  const titles = fields.map(({ title }) => title);
  return fields.flatMap(({ title, element }, at) => [
    ...(isElement(element) ? [] : [fault(`/fields/${at}/element`, 'field/element', '没有这种含义。')]),
    ...(titles.indexOf(title) < at
      ? [fault(`/fields/${at}/title`, 'field/twice', `“${title}”已经有了。`)]
      : []),
    ...(/[{}]/.test(title) ? [fault(`/fields/${at}/title`, 'field/brace', '栏目名称不能有花括号。')] : []),
  ]);
}

/** As it would come out for the sample of an item that ends in it, else with words that say what will stand there. */
export async function printSample(platform: Platform, design: CertificateTypeDefinition): Promise<Printed> {
  const directory = await organisationOf(platform).directory();
  const item = await itemEndingIn(platform, design.type);
  const authority = directory.authorities.get(design.authority ?? item?.authority ?? '');
  const today = platform.clock.today();
  const data: CertificateData = {
    name: design.name,
    type: design.type,
    identifier: `1.2.156.3005.2.${design.code}.${authority?.creditCode ?? '0'.repeat(18)}.${'SAMPLE'.repeat(4)}.001.0`,
    number: certificateNumber(design, {
      division: directory.jurisdiction.divisionCode ?? '000000',
      year: Number(today.slice(0, 4)),
      category: undefined,
      sequence: 1,
    }),
    authority: { name: authority?.name ?? '（发证机关）', creditCode: authority?.creditCode ?? '' },
    holder: { kind: 'organization', name: '示例餐饮有限公司', idType: 'credit-code', idNumber: '' },
    fields: sampleFields(design, item),
    issuedOn: today,
    validFrom: today,
    validTo: design.validity.kind === 'permanent' ? null : sampleEnd(design, item, today),
  };
  const address = `http://example.invalid/v/${'a'.repeat(26)}`;
  return printCertificate({ ...design, version: 0 }, data, { address, sealed: false });
}

function sampleFields({ fields }: CertificateTypeDefinition, item: FileableItem | undefined) {
  const sample: JsonObject = JSON.parse(JSON.stringify(item?.form.examples?.[0] ?? {}));
  const known = item ? certificateFields(fields, item.form, sample) : [];
  return fields.map(
    ({ title }) => known.find((one) => one.title === title) ?? { title, value: `（${title}）` },
  );
}

function sampleEnd(
  { validity }: CertificateTypeDefinition,
  item: FileableItem | undefined,
  today: string,
): string | null {
  const years = validity.kind === 'years' ? validity.years : item?.result?.validity?.years;
  if (years !== undefined) return lastDayOfValidity(today, years);
  return validity.kind === 'until' ? addDays(today, 365) : null;
}

async function itemEndingIn(platform: Platform, type: string): Promise<FileableItem | undefined> {
  const { items } = await createCatalogue(platform).searchItems({ fileable: true, limit: 200 });
  return items.find((item): item is FileableItem => item.fileable && item.result?.licenceType === type);
}

/** The new version, or undefined when nothing would change. Certificates made before stay under theirs. */
export function designType(
  platform: Platform,
  actor: Actor,
  design: CertificateTypeDefinition,
): Promise<StoredType | undefined> {
  const { pool, jurisdiction, clock } = platform;
  const post = actor.posts.find(({ role }) => role === 'certificates');
  return again(() =>
    inTransaction(pool, async (client) => {
      const validFrom = clock.today();
      const stored = await storeType(client, jurisdiction, design, { source: 'designed', validFrom });
      if (!stored) return undefined;
      const fact = {
        kind: 'type-designed',
        effectiveOn: validFrom,
        basis: [internal('电子证照类型管理')],
        data: { version: stored.version, code: design.code, template: design.template },
        payload: {},
      };
      await appendInTransaction(
        client,
        { jurisdiction, subjectType: 'certificate-type', subjectId: design.type },
        [fact],
        {
          person: actor.personId,
          capacity: 'post',
          ...(post ? { role: post.role, office: post.office } : {}),
        },
        clock.now(),
      );
      return stored;
    }),
  );
}
