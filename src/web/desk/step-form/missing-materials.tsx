import { Button } from 'antd';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json } from '../../../kernel/json.ts';
import { missingDeferrable, missingRequired } from './missing.ts';
import { isObject } from './schema.ts';

interface MissingMaterialsProps {
  shown: CaseView;
  demands: Json | undefined;
  onChange: (demands: Json) => void;
}

/** Materials that nobody handed in or promised, put on the notice with one press; the clerk reads and adds. */
export function MissingMaterials({ shown, demands, onChange }: MissingMaterialsProps) {
  // A second notice may only repeat what the first one said (行政许可法 §32(4)).
  if (shown.notice) return null;
  const list = Array.isArray(demands) ? demands : [];
  const named = new Set(list.map((demand) => (isObject(demand) ? demand.materialCode : undefined)));
  const unnamed = ({ materialCode }: CaseView['materials'][number]) => !named.has(materialCode);
  const required = missingRequired(shown).filter(unnamed);
  const deferrable = missingDeferrable(shown).filter(unnamed);
  if (required.length + deferrable.length === 0) return null;
  const added = [
    ...required.map(({ materialCode, name }) => ({ materialCode, text: `未提交${name}，请补交。` })),
    ...deferrable.map(({ materialCode, name }) => ({
      materialCode,
      text: `未提交${name}（可容缺），请补交。`,
    })),
  ];
  return (
    <p>
      <Button
        size="small"
        onClick={({ currentTarget }) => {
          goOn(currentTarget.closest('form'));
          onChange([...list.filter(isFilled), ...added]);
        }}
      >
        列入未提交的 {countsOf(required.length, deferrable.length)}
      </Button>
      {deferrable.length > 0 && (
        <span className="fine">
          {' '}
          可容缺的材料，申请人愿意承诺补交的，请先在“补交材料”里登记承诺，不必列入。
        </span>
      )}
    </p>
  );
}

const countsOf = (required: number, deferrable: number) =>
  [required > 0 && `${required} 项必交材料`, deferrable > 0 && `${deferrable} 项可容缺材料`]
    .filter(Boolean)
    .join('、');

/** The button that had the focus is gone when the list is there: the keyboard goes on with the words that were put in. */
function goOn(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const words = [...(form?.querySelectorAll<HTMLElement>('.list-field textarea') ?? [])];
    const last = words.at(-1) ?? form?.querySelector<HTMLElement>('button[type="submit"]');
    last?.focus();
  });
}

const isFilled = (demand: Json) => isObject(demand) && Boolean(demand.text || demand.materialCode);
