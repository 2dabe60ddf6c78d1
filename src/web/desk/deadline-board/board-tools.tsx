/** The board taken along: as a table for a spreadsheet, or on paper. */
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';
import type { Page } from '../../../platform/http/list-page.ts';
import { type LightName, lights } from '../pieces/light.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { asQuery } from '../server-answers/cases.ts';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { request } from '../server-answers/request.ts';
import { boardCsv } from './board-csv.ts';

const exported = ['overdue', 'warning', 'paused', 'normal'] as const satisfies LightName[];
/** Of each light: what is more is looked at in the list of cases. */
const mostExported = 2000;

export function BoardTools() {
  const officeName = useOfficeName();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [cut, setCut] = useState<string[]>([]);

  async function exportAll() {
    setIsBusy(true);
    setError(undefined);
    try {
      const found = await Promise.all(exported.map(inLight));
      setCut(exported.filter((_, at) => found[at]?.more).map((light) => lights[light].word));
      const rows = exported.flatMap((light, at) =>
        (found[at]?.items ?? []).map((item) => ({
          ...item,
          light: lights[light].word,
          office: officeName(item.office),
        })),
      );
      save(boardCsv(rows));
    } catch (fault) {
      setError(fault);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <div className="board-tools no-print">
      <p className="row">
        <Button onClick={() => void exportAll()} loading={isBusy}>
          导出表格（CSV）
        </Button>
        <Button onClick={() => window.print()}>打印</Button>
      </p>
      {cut.length > 0 && (
        <p className="fine" role="status">
          {cut.join('、')}的办件太多，表格里每种只有最近的 {mostExported} 件。
        </p>
      )}
      <ProblemNotice error={error} />
    </div>
  );
}

async function inLight(light: LightName): Promise<{ items: CaseSummary[]; more: boolean }> {
  const items: CaseSummary[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<CaseSummary> = await request(`/api/v1/cases${asQuery({ light, limit: 200, cursor })}`);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < mostExported);
  return { items, more: cursor !== undefined };
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = '时限监察.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
