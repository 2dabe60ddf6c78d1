import { checkForm } from '../../kernel/forms/check-form.ts';
import { fieldsInOrder } from '../../kernel/forms/form-schema.ts';
import { checkTaskCode } from '../../kernel/identifiers/task-code.ts';
import { type Finding, refused } from './finding.ts';
import { type FileableItem, type ItemDeclaration, licensingPauses, type Material } from './item.ts';

type Declaration = Omit<FileableItem, 'version'>;
type Rule = (item: Declaration) => Finding[];

/**
 * Whether an item contradicts itself or the law: the rules a city's auditors use, and what a national spot check of portals
 * found most often (empty columns, no time limit, catch-all materials). A guide-only item has nothing to contradict yet.
 */
export function lintItem(item: ItemDeclaration): Finding[] {
  if (!item.fileable) return lintMaterials(item.materials);
  return [...rules.flatMap((rule) => rule(item)), ...lintMaterials(item.materials)];
}

const when = (fault: boolean, code: string, message: string): Finding[] =>
  fault ? [refused(code, message)] : [];

const citesLicensingLaw = (item: Declaration) =>
  JSON.stringify({ ...item, name: '', aliases: [] }).includes('行政许可法');

const rules: Rule[] = [
  // 优化营商环境条例 §36: a district may shorten a limit, not lengthen it.
  ({ limits: { statutory, promised } }) =>
    when(
      workingDays(promised) > workingDays(statutory),
      'limits/promised-over-statutory',
      `承诺时限 ${promised.days} 天超过法定时限 ${statutory.days} 天`,
    ),
  ({ projectType, limits, lists }) => [
    ...when(
      projectType === 'immediate' && limits.promised.days > 1,
      'limits/immediate',
      '即办件的承诺时限应在当天或一个工作日内',
    ),
    ...when(
      lists.includes('instant') !== (projectType === 'immediate'),
      'lists/instant',
      '“马上办”清单与办件类型应一致：即办件在清单中，承诺件不在',
    ),
  ],
  // 行政许可法 §82: its periods are working days.
  ({ taskType, limits }) =>
    when(
      taskType === '01' && limits.statutory.unit !== 'working',
      'limits/unit',
      '行政许可的期限以工作日计算',
    ),
  ({ limits, extension }) => [
    ...when(limits.statutory.basis.length === 0, 'limits/basis', '法定时限没有依据'),
    ...when(extension !== null && extension.basis.length === 0, 'extension/basis', '延期没有依据'),
  ],
  // 行政许可法 §45 is a closed list, and §42 ends at ten days (fifteen for joint handling).
  ({ taskType, suspension, extension }) => [
    ...when(
      taskType === '01' &&
        suspension.reasons.some((reason) => !licensingPauses.some((known) => known === reason)),
      'suspension/closed-list',
      '行政许可的中止事由只能是行政许可法第四十五条所列八种',
    ),
    ...when(
      taskType === '01' && extension !== null && extension.days > (extension.by === 'leader' ? 15 : 10),
      'extension/too-long',
      '行政许可的延期超过行政许可法第四十二条的上限',
    ),
    ...when(
      suspension.reasons.length > 0 && suspension.basis.length === 0,
      'suspension/basis',
      '中止事由没有依据',
    ),
  ],
  (item) =>
    when(
      item.taskType !== '01' && citesLicensingLaw(item),
      'basis/licensing-law',
      '不是行政许可的事项不能以行政许可法为依据',
    ),
  ({ procedure = 'licensing', reviewOffices }) =>
    when(
      procedure === 'licensing' && reviewOffices.length === 0,
      'offices/none',
      '没有写明审查部门，申请将无人审查',
    ),
  ({ basis }) => when(basis.length === 0, 'basis/missing', '事项没有设定和实施依据'),
  ({ taskCode, taskType }) => {
    if (taskCode === undefined) return [];
    const { valid, why } = checkTaskCode(taskCode);
    if (valid === 'no') return [refused('code/task-code', `实施编码${why}`)];
    return when(
      taskCode.slice(21, 23) !== taskType,
      'code/task-type',
      '实施编码中的事项类型与事项类型不一致',
    );
  },
  ({ resultType, result }) => [
    ...when(
      (resultType === 'none') !== (result === null),
      'result/missing',
      '有办理结果的应写明结果名称，没有的不应写',
    ),
    ...when(
      resultType === 'certificate' && !/[证照]$/.test(result?.name ?? ''),
      'result/name',
      '结果是证照的，名称应以“证”“照”结尾',
    ),
    ...when(
      resultType === 'document' && /[证照]$/.test(result?.name ?? ''),
      'result/name',
      '结果名称以“证”“照”结尾的，结果类型应为证照',
    ),
  ],
  ({ guide: { visits, channels } }) => [
    ...when(
      visits.times > 0 && /^无?$/.test(visits.reason.trim()),
      'visits/reason',
      '需要到现场的，应说明原因',
    ),
    ...when(
      visits.times === 0 && visits.reason !== '无',
      'visits/reason',
      '不需到现场的，到现场原因应写“无”',
    ),
    ...when(
      visits.times === 0 && !channels.includes('online') && !channels.includes('mail'),
      'visits/mail',
      '不需到现场又不能网上办的，应提供邮寄申请',
    ),
  ],
  ({ lists, guide: { visits, channels } }) => [
    ...when(
      lists.includes('online') && !(channels.includes('online') && visits.times === 0),
      'lists/online',
      '“网上办”的事项应能网上申请且不需到现场',
    ),
    ...when(
      lists.includes('one-visit') && visits.times > 1,
      'lists/one-visit',
      '“一次办”的事项到现场不能多于一次',
    ),
  ],
  ({ fee }) => when(fee.charged && fee.basis.length === 0, 'fee/basis', '收费的应写明收费依据'),
  ({ guide: { phone, complaintPhone } }) => [
    ...when(phone === complaintPhone, 'phone/same', '咨询电话和投诉电话不能相同'),
    ...[phone, complaintPhone].flatMap((number) =>
      when(
        !/^(?:0\d{2,3}-\d{7,8}|1\d{4}|400-?\d{3}-?\d{4})$/.test(number),
        'phone/area-code',
        `电话“${number}”应带区号，例如 0591-12345678`,
      ),
    ),
  ],
  ({ serverTypes, topics }) => [
    ...when(serverTypes.length === 0, 'audience/missing', '没有写明服务对象'),
    ...when(
      topics.includes('company-changes') && serverTypes.every((type) => type === '1'),
      'audience/topic',
      '企业主题的事项应以单位为服务对象',
    ),
  ],
  ({ taskType, guide: { questions, flow } }) => [
    ...when(taskType === '01' && questions.length === 0, 'questions/missing', '行政许可应至少有一个常见问题'),
    ...when(
      taskType === '01' && (flow.length < 5 || !flow.includes('受理') || !flow.includes('送达')),
      'flow/short',
      '行政许可的流程至少五步，应有受理、审核、决定、办结、送达',
    ),
  ],
  ({ guide }) => {
    const { outcome, who, where, hours } = guide;
    const empty = [outcome, who, where, hours, guide.conditions.join(''), guide.flow.join('')].some(
      (text) => text.trim() === '',
    );
    return when(empty, 'guide/empty', '办事指南有空白栏目');
  },
  ({ remedies }) => when(remedies.length === 0, 'remedies/missing', '没有写明救济途径'),
  ({ form }) => checkForm(form).map((fault) => refused('form/fault', fault)),
  ({ form, materials }) => {
    const fields = new Set(fieldsInOrder(form).map(([name]) => name));
    return materials.flatMap(({ name, when: condition }) =>
      when(
        condition !== undefined && !fields.has(condition.field),
        'materials/condition',
        `材料“${name}”的条件所指的字段不在表单中`,
      ),
    );
  },
];

/** Five working days a week, to compare limits of different units. */
const workingDays = ({ days, unit }: { days: number; unit: string }) =>
  unit === 'working' ? days : (days * 5) / 7;

/** A list must be complete (行政许可法 §30): whoever is asked for "other materials" cannot know what to bring. */
const catchAll =
  /其他|其它|有关材料|相关材料|等材料|等资料|规定的.*(?:材料|资料)|(?:需要|要求)(?:提供|提交)的/;

function lintMaterials(materials: Material[]): Finding[] {
  const codes = materials.map(({ materialCode }) => materialCode);
  return [
    ...when(new Set(codes).size < codes.length, 'materials/repeated', '材料编码重复'),
    ...materials.flatMap((material) => [
      ...when(
        catchAll.test(material.name),
        'materials/catch-all',
        `材料“${material.name}”是兜底条款，应写明是什么材料`,
      ),
      ...when(
        material.necessity === 'conditional' && !material.whenText,
        'materials/condition',
        `材料“${material.name}”应写明什么情况下提交`,
      ),
      ...when(
        material.necessity === 'deferrable' && !material.deferral,
        'materials/deferral',
        `容缺材料“${material.name}”应写明补交期限`,
      ),
    ]),
  ];
}
