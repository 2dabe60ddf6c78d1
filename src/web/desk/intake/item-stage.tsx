import { Input, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { mayTakeIn } from '../frame/permitted.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { type ItemShown, useItemSearch } from '../server-answers/catalogue.ts';
import { useSession } from '../server-answers/session.ts';

interface ItemStageProps {
  chosen: string | undefined;
  onChoose: (itemId: string) => void;
}

export function ItemStage({ chosen, onChoose }: ItemStageProps) {
  const [words, setWords] = useState('');
  const q = useDeferredValue(words.trim());
  const { data: who } = useSession();
  const { data, error, isPending, refetch } = useItemSearch(q);
  const items = data?.items.filter((item) => who && mayTakeIn(who, item)) ?? [];
  const elsewhere = q === '' ? [] : (data?.items.filter((item) => who && !mayTakeIn(who, item)) ?? []);
  return (
    <div className="item-search">
      <label htmlFor="item-words">办什么事？</label>
      <Input
        id="item-words"
        size="large"
        autoFocus
        data-search=""
        value={words}
        placeholder="名称、俗称、拼音或首字母，例如 食品、spjy"
        onChange={(event) => setWords(event.target.value)}
        onPressEnter={() => {
          const first = items[0];
          if (first) onChoose(first.itemId);
        }}
      />
      <ProblemNotice error={error} onRetry={() => refetch()} />
      {isPending && <Skeleton active />}
      {data && items.length === 0 && elsewhere.length === 0 && (
        <div className="nothing">
          <p>没有找到可以在这里申请的“{q}”。</p>
          {data.suggestions?.length ? (
            <p>名称相近的：{data.suggestions.map(({ name }) => name).join('、')}</p>
          ) : null}
        </div>
      )}
      {elsewhere.map(({ itemId, name, procedure }) => (
        <p key={itemId} className="turn">
          {procedure === 'information-request'
            ? `“${name}”由政务公开窗口（信息公开岗位）收：请引导申请人当面到政务公开窗口提交，当天起算期限；也可以自己在门户网上提交。`
            : `“${name}”由综合受理窗口收，请引导申请人到综合受理窗口。`}
        </p>
      ))}
      <ul className="item-choices" aria-label="事项">
        {items.map((item) => (
          <li key={item.itemId}>
            <button type="button" aria-pressed={item.itemId === chosen} onClick={() => onChoose(item.itemId)}>
              <b>{item.name}</b>
              <span className="fine">{factsOf(item)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function factsOf({ taskTypeName, departmentName, limits, materials, projectType }: ItemShown): string {
  const promised = limits.promised;
  return [
    taskTypeName,
    departmentName,
    projectType === 'immediate'
      ? '即办'
      : promised && `承诺 ${promised.days} ${promised.unit === 'working' ? '个工作日' : '日'}`,
    `材料 ${materials.length} 项`,
  ]
    .filter(Boolean)
    .join(' · ');
}
