/** Posts that may use a seal: a role at an office, as many as needed. */
import { Button } from 'antd';
import type { Json } from '../../../kernel/json.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { useOffices } from '../server-answers/catalogue.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { roleNames } from '../words/labels.ts';

interface UserPost {
  role: string;
  office: string;
}

interface UsersFieldProps {
  pointer: string;
  users: UserPost[];
  errors: Errors;
  onChange: (users: { role: string; office: string }[]) => void;
}

/** Who makes documents comes first; whoever else a district wants is there, too. */
const usual = [
  'issuer',
  'clerk',
  'approver',
  'head',
  'reviewer',
  'certificates',
  'disclosure',
  'head-disclosure',
];
const roleChoices = Object.entries(roleNames)
  .filter(([role]) => role !== 'applicant')
  .sort(([one], [other]) => rank(one) - rank(other));

function rank(role: string): number {
  const place = usual.indexOf(role);
  return place === -1 ? usual.length : place;
}

export function UsersField({ pointer, users, errors, onChange }: UsersFieldProps) {
  const { data: offices } = useOffices();
  const officeChoices = (offices ?? []).map(({ id, name }): [string, string] => [id, name]);
  const put = (at: number, part: Partial<UserPost>) =>
    onChange(users.map((user, index) => (index === at ? { ...user, ...part } : user)));
  return (
    <FieldFrame group id={idOfPointer(pointer)} label="用印人员（岗位）" error={errors[pointer]}>
      <ol className="list-field post-list">
        {users.map((user, at) => (
          <li key={at}>
            <span className="post-row">
              <ChoiceBox
                id={idOfPointer(`${pointer}/${at}/role`)}
                value={user.role}
                choices={roleChoices}
                nothing="岗位"
                label={`第 ${at + 1} 个用印岗位`}
                onChange={(role) => put(at, { role })}
              />
              <ChoiceBox
                id={idOfPointer(`${pointer}/${at}/office`)}
                value={user.office}
                choices={officeChoices}
                nothing="部门"
                label={`第 ${at + 1} 个用印岗位的部门`}
                invalid={errors[`${pointer}/${at}/office`] !== undefined}
                onChange={(office) => put(at, { office })}
              />
            </span>
            <Button
              size="small"
              aria-label={`删去第 ${at + 1} 个岗位`}
              onClick={() => onChange(users.filter((_user, index) => index !== at))}
            >
              删去
            </Button>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => onChange([...users, { role: 'issuer', office: 'hall' }])}>
        ＋ 再加一个岗位
      </Button>
    </FieldFrame>
  );
}

/** What a form has kept under `users`. */
export function asPosts(value: Json | undefined): UserPost[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? [{ role: String(one.role ?? ''), office: String(one.office ?? '') }]
      : [],
  );
}
