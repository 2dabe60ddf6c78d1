import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useProposingErasure } from '../server-answers/archive.ts';
import { Refused } from '../server-answers/request.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';

/** The grounds that need no appraisal of an archive; those name their own article, these are named here. */
const grounds: [string, string][] = [
  ['unlawful', '违反法律、行政法规或者约定处理个人信息'],
  ['purpose-ended', '处理目的已实现、无法实现或者不再必要（保管期限届满后）'],
  ['court-order', '执行生效的裁判或者行政复议决定'],
  ['other-law', '其他法律、行政法规规定应当删除'],
];
const namesItself = ['unlawful', 'purpose-ended'];
const nothing = { caseNo: '', versions: '', ground: '', basis: '', reasons: '' };

/** 依法删除 of what stands in one closed case: everything, or some entries of its timeline. */
export function ErasureForm() {
  const proposing = useProposingErasure();
  const [typed, setTyped] = useState(nothing);
  const set = (name: keyof typeof nothing) => (value: string) => setTyped({ ...typed, [name]: value });
  const errors = proposing.error instanceof Refused ? (proposing.error.problem.errors ?? []) : [];
  const errorAt = (pointer: string) => errors.find((error) => error.pointer.startsWith(pointer))?.message;
  const needsBasis = typed.ground !== '' && !namesItself.includes(typed.ground);

  function submit(event: FormEvent) {
    event.preventDefault();
    proposing.mutate(asSent(typed, needsBasis), { onSuccess: () => setTyped(nothing) });
  }

  return (
    <form className="erasure-form" onSubmit={submit} noValidate aria-label="提出依法删除">
      <h2>提出依法删除</h2>
      <p className="fine">
        只能删除已经办结的办件中的内容，由领导决定。批准以后立即删除，<b>不能恢复</b>。
      </p>
      <div className="two-fields">
        <FieldFrame id="erase-case" label="办件编号" required error={errorAt('/cases')}>
          <Input
            id="erase-case"
            value={typed.caseNo}
            onChange={({ target }) => set('caseNo')(target.value)}
          />
        </FieldFrame>
        <FieldFrame
          id="erase-versions"
          label="只删除这几条"
          description="办件经过中的序号，用逗号分开；不填表示全部。"
        >
          <Input
            id="erase-versions"
            value={typed.versions}
            onChange={({ target }) => set('versions')(target.value)}
          />
        </FieldFrame>
      </div>
      <FieldFrame id="erase-ground" label="理由" required error={errorAt('/ground')}>
        <ChoiceBox
          id="erase-ground"
          value={typed.ground}
          nothing="请选择"
          choices={grounds}
          onChange={set('ground')}
        />
      </FieldFrame>
      {needsBasis && (
        <FieldFrame
          id="erase-basis"
          label="依据"
          required
          description="文书编号，或者法律名称和条款。"
          error={errorAt('/basis')}
        >
          <Input id="erase-basis" value={typed.basis} onChange={({ target }) => set('basis')(target.value)} />
        </FieldFrame>
      )}
      <FieldFrame id="erase-reasons" label="说明" required error={errorAt('/reasons')}>
        <Input.TextArea
          id="erase-reasons"
          rows={3}
          value={typed.reasons}
          onChange={({ target }) => set('reasons')(target.value)}
        />
      </FieldFrame>
      <ProblemNotice error={proposing.error} />
      <p className="row">
        <Button
          danger
          htmlType="submit"
          loading={proposing.isPending}
          disabled={!typed.caseNo.trim() || !typed.ground || !typed.reasons.trim()}
        >
          提出
        </Button>
      </p>
    </form>
  );
}

function asSent({ caseNo, versions, ground, basis, reasons }: typeof nothing, needsBasis: boolean) {
  const chosen = versions.split(/[,，、\s]+/).flatMap((text) => (/^\d+$/.test(text) ? [Number(text)] : []));
  return {
    ground,
    reasons,
    ...(needsBasis ? { basis } : {}),
    cases: [{ caseNo: caseNo.trim(), ...(chosen.length > 0 ? { versions: chosen } : {}) }],
  };
}
