import type { Item } from '../../capabilities/catalogue/public.ts';
import { taskTypes } from '../../kernel/identifiers/task-code.ts';
import { Dots } from '../kit/parts.tsx';

/** Items as people look for them: name, what they get, who decides, how long. */
export function ItemList({ items }: { items: Item[] }) {
  return (
    <ul className="things">
      {items.map((item) => (
        <li key={item.itemId}>
          <a className="name" href={itemHref(item.itemId)}>
            {item.name}
          </a>
          {item.guide && <p>{item.guide.outcome}</p>}
          <p className="small quiet">
            <Dots>
              <span>
                {item.fileable && <span className="tag blue">可网上办</span>} {taskTypes[item.taskType]}
              </span>
              {item.departmentName}
              {item.limits.promised && limitInWords(item.limits.promised)}
            </Dots>
          </p>
        </li>
      ))}
    </ul>
  );
}

export const itemHref = (itemId: string) => `/items/${encodeURIComponent(itemId)}`;

/** 10 个工作日 · 当场 for what is decided at once is said elsewhere: a limit is a limit. */
export function limitInWords({ days, unit }: { days: number; unit: 'working' | 'natural' }): string {
  return unit === 'working' ? `${days} 个工作日` : `${days} 天`;
}
