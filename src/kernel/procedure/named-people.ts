/**
 * People whom a step brings into a case. A step whose input is called `parties` names them; the engine finds or makes
 * their opaque ids (`RuleContext.named`), so that the chain never knows a name.
 */
import Type, { type Static } from 'typebox';
import { idNumberFault, idTypes } from '../identifiers/identity-documents.ts';
import { typedPhone, typedPhoneHint } from '../identifiers/phone.ts';
import type { InputFault } from './declaration.ts';
import { choice } from './step.ts';

const text = (title: string, maxLength: number) => Type.String({ title, minLength: 1, maxLength });

const person = Type.Object(
  {
    kind: choice('是个人还是单位', { 'natural-person': '个人', organization: '单位' }),
    name: text('姓名或者名称', 200),
    phone: Type.Optional(
      Type.String({
        title: '联系电话',
        minLength: 5,
        maxLength: 32,
        pattern: typedPhone,
        'x-pattern-hint': typedPhoneHint,
      }),
    ),
    address: Type.Optional(text('通信地址', 200)),
    // Rarely known of a neighbour; with it she reads and answers online.
    idType: Type.Optional(choice('证件类型（知道的话）', idTypes)),
    idNumber: Type.Optional(text('证件号码', 64)),
  },
  { additionalProperties: false },
);

export type NamedPerson = Static<typeof person>;

export const namedPeople = (title: string) => Type.Array(person, { title, minItems: 1, maxItems: 50 });

/** What a schema cannot say: she must be reachable, and a number needs its type. */
export function namedPeopleFaults(people: readonly NamedPerson[]): InputFault[] {
  return people.flatMap((one, index) => {
    const at = (member: string) => `/parties/${index}/${member}`;
    const faults: InputFault[] = [];
    if (one.phone === undefined && one.address === undefined) {
      faults.push({ pointer: at('phone'), message: '请填写联系电话或者通信地址，否则无法告知。' });
    }
    if ((one.idType === undefined) !== (one.idNumber === undefined)) {
      const member = one.idType === undefined ? 'idType' : 'idNumber';
      faults.push({ pointer: at(member), message: '证件类型和证件号码请一并填写，或者都不填。' });
    }
    const wrong =
      one.idType !== undefined && one.idNumber !== undefined && idNumberFault(one.idType, one.idNumber);
    if (wrong) faults.push({ pointer: at('idNumber'), message: wrong });
    return faults;
  });
}
