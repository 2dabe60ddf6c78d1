import { Button } from 'antd';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json } from '../../../kernel/json.ts';
import { missingRequired } from './missing.ts';
import { isObject } from './schema.ts';

interface MissingMaterialsProps {
  shown: CaseView;
  demands: Json | undefined;
  onChange: (demands: Json) => void;
}

/** Required materials that nobody handed in, put on the notice with one press; the clerk reads and adds. */
export function MissingMaterials({ shown, demands, onChange }: MissingMaterialsProps) {
  // A second notice may only repeat what the first one said (行政许可法 §32(4)).
  if (shown.notice) return null;
  const list = Array.isArray(demands) ? demands : [];
  const named = new Set(list.map((demand) => (isObject(demand) ? demand.materialCode : undefined)));
  const missing = missingRequired(shown).filter(({ materialCode }) => !named.has(materialCode));
  if (missing.length === 0) return null;
  const added = missing.map(({ materialCode, name }) => ({ materialCode, text: `未提交${name}，请补交。` }));
  return (
    <p>
      <Button
        size="small"
        onClick={({ currentTarget }) => {
          goOn(currentTarget.closest('form'));
          onChange([...list.filter(isFilled), ...added]);
        }}
      >
        列入未提交的 {missing.length} 项必交材料
      </Button>
    </p>
  );
}

/** The button that had the focus is gone when the list is there: the keyboard goes on with the words that were put in. */
function goOn(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const words = [...(form?.querySelectorAll<HTMLElement>('.list-field textarea') ?? [])];
    const last = words.at(-1) ?? form?.querySelector<HTMLElement>('button[type="submit"]');
    last?.focus();
  });
}

const isFilled = (demand: Json) => isObject(demand) && Boolean(demand.text || demand.materialCode);
