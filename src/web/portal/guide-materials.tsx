/** Materials of a guide, behind the few questions that decide which of them are yours. */
import type { Item, Material } from '../../capabilities/catalogue/public.ts';
import type { FormValue } from '../../kernel/forms/form-schema.ts';
import { Dots, Known } from '../kit/parts.tsx';
import { Choice, Question } from './form-fields.tsx';
import { neededMaterials, questionsOf } from './guide-answers.ts';
import { limitInWords } from './item-list.tsx';

export function GuideMaterials({ item, answers }: { item: Item; answers: FormValue }) {
  const questions = questionsOf(item);
  const all = neededMaterials(item, answers);
  const shown = all.filter(({ needed }) => needed !== 'no');
  const left = all.length - shown.length;
  const open = all.filter(({ needed }) => needed === 'unknown').length;
  return (
    <>
      <h2 id="materials">要准备什么</h2>
      {questions.length > 0 && (
        <details className="invites">
          <summary>{open === 0 ? '修改我的回答' : `回答 ${questions.length} 个问题，看看您需要哪些`}</summary>
          <Questionnaire item={item} answers={answers} />
        </details>
      )}
      {questions.length > 0 && Object.keys(answers).length > 0 && (
        <p className="note good" role="status">
          按您的回答，{open === 0 ? '您需要准备' : '目前看需要准备'} <b>{shown.length}</b> 项材料
          {left > 0 && `，另有 ${left} 项不用交`}。
        </p>
      )}
      {all.length === 0 ? (
        <p>
          <Known>{item.fileable ? '不用交材料。' : undefined}</Known>
        </p>
      ) : (
        <ol className="materials">
          {shown.map(({ material, needed }) => (
            <li key={material.materialCode}>
              <MaterialWords material={material} sure={needed === 'yes'} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Questionnaire({ item, answers }: { item: Item; answers: FormValue }) {
  return (
    <form method="get" action="#materials">
      {questionsOf(item).map((question) =>
        question.kind === 'field' ? (
          <Question
            key={question.name}
            pointer={`/${question.name}`}
            name={question.name}
            field={question.field}
            answer={answers[question.name]}
            required
            fault={undefined}
          />
        ) : (
          <fieldset className="field" key={question.name}>
            <legend>您是这种情况吗？</legend>
            <p className="hint">{question.text}</p>
            {(['yes', 'no'] as const).map((value) => (
              <Choice
                key={value}
                type="radio"
                id={`${question.name}-${value}`}
                name={question.name}
                value={value}
                label={value === 'yes' ? '是' : '不是'}
                checked={answers[question.name] === (value === 'yes')}
              />
            ))}
          </fieldset>
        ),
      )}
      <button type="submit" className="button second">
        看我的材料清单
      </button>
    </form>
  );
}

const necessities = {
  required: { word: '必须', tag: 'tag blue' },
  conditional: { word: '视情况', tag: 'tag' },
  deferrable: { word: '可以晚点交', tag: 'tag green' },
};
const sources = { applicant: '自己准备', department: '由部门出具', intermediary: '由中介机构出具' };
const forms = { paper: '纸质', electronic: '电子', either: '纸质或电子' };

/** Necessity, copies, where it comes from, how to make it. `sure`: the condition of a conditional one is fulfilled. */
export function MaterialWords({
  material,
  sure,
  online = false,
}: {
  material: Material;
  sure: boolean;
  /** Handed in on this very page: on what paper and how often is of no matter. */
  online?: boolean;
}) {
  const { name, necessity, whenText, copies, source, sourceNote, howTo, form, deferral, licenceTypes } =
    material;
  const { word, tag } = sure && necessity === 'conditional' ? necessities.required : necessities[necessity];
  return (
    <>
      <h3>
        {name} <span className={tag}>{word}</span>
        {licenceTypes && <span className="tag green">可免交</span>}
      </h3>
      {licenceTypes && <p>有电子证照的，申请时直接选用，不用提交。</p>}
      {!sure && whenText && <p>{whenText}</p>}
      {howTo && <p>{howTo}</p>}
      {deferral && <p>可以先受理，受理后 {limitInWords(deferral)}内补交。</p>}
      <p className="small quiet">
        <Dots>
          {!online && forms[form]}
          {!online && copiesInWords(copies)}
          {`${sources[source]}${sourceNote ? `（${sourceNote}）` : ''}`}
        </Dots>
      </p>
    </>
  );
}

function copiesInWords({ original, copy }: Material['copies']): string {
  const parts = [original > 0 && `原件 ${original} 份`, copy > 0 && `复印件 ${copy} 份`].filter(Boolean);
  return parts.length > 0 ? parts.join('，') : '份数不限';
}
