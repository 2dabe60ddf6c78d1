import type { Platform } from '../../platform/platform.ts';
import { createOrganisation } from '../organisation/public.ts';
import { type Finding, refused } from './finding.ts';
import { currentVersions, digestOf, type Stored } from './item-store.ts';
import { keepItems } from './keep-items.ts';
import { type FileRow, type ReadRow, readRows } from './read-rows.ts';

export interface ImportReport extends Stored {
  rows: number;
  /** False: at least one finding refuses, and nothing was stored. */
  imported: boolean;
  findings: Finding[];
}

/**
 * Takes a list of items in, all of it or nothing: one transaction, and a single refused row refuses the file. What is
 * already there unchanged stays as it is, so the same file again changes nothing.
 */
export async function importItems(platform: Platform, rows: FileRow[]): Promise<ImportReport> {
  const { read, findings } = readRows(rows);
  findings.push(...(await againstInstallation(platform, read)));
  findings.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const isRefused = findings.some(({ weight }) => weight === 'refused');
  const stored = isRefused
    ? { added: [], changed: [], unchanged: [] }
    : await keepItems(
        platform,
        read.map(({ declaration }) => declaration),
        'imported',
      );
  return { rows: rows.length, imported: !isRefused, findings, ...stored };
}

/** What only this installation can tell: its offices, and the items its program declares itself. */
async function againstInstallation(platform: Platform, read: ReadRow[]): Promise<Finding[]> {
  const current = await currentVersions(platform.pool, platform.jurisdiction);
  const offices = new Set((await createOrganisation(platform).listOffices()).map(({ id }) => id));
  return read.flatMap(({ row, declaration }) => {
    const { itemId } = declaration;
    const before = current.get(itemId);
    const own = before?.source === 'declared' && !before.digest.equals(digestOf(declaration));
    const unknown = declaration.fileable
      ? [declaration.office, ...declaration.reviewOffices].filter((office) => !offices.has(office))
      : [];
    return [
      ...(own
        ? [
            refused(
              'item/declared-by-program',
              `“${declaration.name}”由程序自带，不能用文件修改；请从文件中删去`,
            ),
          ]
        : []),
      ...(before?.source === 'declared' ? [] : [...new Set(unknown)]).map((office) =>
        refused('office/unknown', `没有部门“${office}”，请先建立部门`),
      ),
    ].map((finding) => ({ ...finding, row, itemId }));
  });
}
