/** The organisation of an installation as a file: jurisdiction, authorities, offices, staff. Read, checked, explained. */
import { type Static, Type } from 'typebox';
import { roles } from '../../kernel/actor.ts';
import { isSoundCreditCode } from '../../kernel/identifiers/credit-code.ts';
import { createInputCheck } from '../../platform/http/validation.ts';

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const Words = (title: string) => Type.String({ title, minLength: 1, maxLength: 200 });
const Day = Type.String({ format: 'date' });
const dated = { from: Day, to: Type.Optional(Day) };
const closed = { additionalProperties: false };

const OrganisationFile = Type.Object(
  {
    jurisdiction: Type.Object(
      {
        name: Words('名称'),
        divisionCodes: Type.Array(
          Type.Object({ code: Type.String({ pattern: '^\\d{6}(\\d{3}|\\d{6})?$' }), ...dated }, closed),
        ),
      },
      closed,
    ),
    authorities: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Words('名称'),
          creditCode: Words('统一社会信用代码'),
          documentWord: Words('机关代字'),
          superior: Words('上级机关'),
        },
        closed,
      ),
    ),
    offices: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Words('名称'),
          kind: Type.Enum(['hall', 'department']),
          address: Words('地址'),
          phone: Words('电话'),
          hours: Words('办公时间'),
          /** Whose power it exercises, and since when. */
          powers: Type.Array(Type.Object({ authority: Id, basis: Words('依据'), ...dated }, closed), {
            minItems: 1,
          }),
          /** Where its work goes once it has ended. */
          successor: Type.Optional(Type.Object({ office: Id, basis: Words('依据'), from: Day }, closed)),
          windows: Type.Array(
            Type.Object({ id: Words('窗口编号'), name: Words('窗口名称'), place: Words('位置') }, closed),
          ),
        },
        closed,
      ),
    ),
    staff: Type.Array(
      Type.Object(
        {
          username: Type.String({ title: '用户名', pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' }),
          name: Words('姓名'),
          posts: Type.Array(
            Type.Object(
              {
                role: Type.Enum([...roles]),
                office: Id,
                /** The service items the post is for; absent: all of them. */
                items: Type.Optional(Type.Array(Words('事项编号'), { minItems: 1, uniqueItems: true })),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

export type OrganisationData = Static<typeof OrganisationFile>;

export interface OrganisationFinding {
  pointer: string;
  message: string;
}

const checkShape = createInputCheck(OrganisationFile);

export function readOrganisationFile(
  text: string,
): { data: OrganisationData } | { findings: OrganisationFinding[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { findings: [{ pointer: '', message: '不是合法的 JSON' }] };
  }
  const findings = checkShape(value).map(({ pointer, message }) => ({ pointer, message }));
  if (findings.length > 0) return { findings };
  const data = value as OrganisationData; // the shape was checked above
  const contradictions = [
    ...unsoundCodes(data),
    ...unknownReferences(data),
    ...repeats(data),
    ...overlaps(data),
    ...successionFaults(data),
  ];
  return contradictions.length > 0 ? { findings: contradictions } : { data };
}

function unsoundCodes({ authorities }: OrganisationData): OrganisationFinding[] {
  return authorities.flatMap(({ creditCode }, at) =>
    isSoundCreditCode(creditCode)
      ? []
      : [{ pointer: `/authorities/${at}/creditCode`, message: '统一社会信用代码的校验码不正确，请核对' }],
  );
}

function unknownReferences({ authorities, offices, staff }: OrganisationData): OrganisationFinding[] {
  const authorityIds = new Set(authorities.map(({ id }) => id));
  const officeIds = new Set(offices.map(({ id }) => id));
  const inOffices = offices.flatMap(({ powers }, at) =>
    powers.flatMap(({ authority }, power) =>
      authorityIds.has(authority)
        ? []
        : [
            {
              pointer: `/offices/${at}/powers/${power}/authority`,
              message: `没有编号为“${authority}”的行政机关`,
            },
          ],
    ),
  );
  const inStaff = staff.flatMap(({ posts }, at) =>
    posts.flatMap(({ office }, post) =>
      officeIds.has(office)
        ? []
        : [{ pointer: `/staff/${at}/posts/${post}/office`, message: `没有编号为“${office}”的部门` }],
    ),
  );
  return [...inOffices, ...inStaff];
}

/** What is under way must come to somebody: a successor exists, and is not followed by the office it follows. */
function successionFaults({ offices }: OrganisationData): OrganisationFinding[] {
  const successors = new Map(offices.map(({ id, successor }) => [id, successor?.office]));
  return offices.flatMap(({ id, successor }, at) => {
    if (!successor) return [];
    const pointer = `/offices/${at}/successor/office`;
    if (!successors.has(successor.office)) {
      return [{ pointer, message: `没有编号为“${successor.office}”的部门` }];
    }
    const passed = new Set([id]);
    for (let next = successors.get(id); next !== undefined; next = successors.get(next)) {
      if (passed.has(next)) return [{ pointer, message: '承接部门互相承接，没有一个部门继续办理' }];
      passed.add(next);
    }
    return [];
  });
}

function repeats({ authorities, offices, staff }: OrganisationData): OrganisationFinding[] {
  const lists = {
    authorities: authorities.map(({ id }) => id),
    offices: offices.map(({ id }) => id),
    staff: staff.map(({ username }) => username),
  };
  const posts = staff.flatMap(({ posts }, at) =>
    repeatsAmong(
      `/staff/${at}/posts`,
      posts.map(({ role, office }) => `${role}（${office}）`),
    ),
  );
  return [...Object.entries(lists).flatMap(([list, keys]) => repeatsAmong(`/${list}`, keys)), ...posts];
}

function repeatsAmong(pointer: string, keys: readonly string[]): OrganisationFinding[] {
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at ? [] : [{ pointer: `${pointer}/${at}`, message: `“${key}”重复，请删去一个` }],
  );
}

/** On any day an office acts for one authority and the jurisdiction has one code. */
function overlaps({ jurisdiction, offices }: OrganisationData): OrganisationFinding[] {
  const dated = [
    { pointer: '/jurisdiction/divisionCodes', spans: jurisdiction.divisionCodes },
    ...offices.map(({ powers }, at) => ({ pointer: `/offices/${at}/powers`, spans: powers })),
  ];
  return dated.flatMap(({ pointer, spans }) => {
    const inOrder = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
    const clash = inOrder.some(({ to }, at) => {
      const next = inOrder[at + 1];
      return next !== undefined && (to === undefined || to >= next.from);
    });
    return clash ? [{ pointer, message: '起止日期互相重叠：前一段须在后一段开始之前结束' }] : [];
  });
}
