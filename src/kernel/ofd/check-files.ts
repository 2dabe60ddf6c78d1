/** Steps that compare the package's files with the list that was signed. */
import type { ReadablePackage } from './readable-package.ts';
import type { SealedPlace } from './sealed-places.ts';
import { isSm3 } from './signature-xml.ts';
import { failed, noteOtherCase, ok, type VerificationNote, type VerificationStep } from './verification.ts';

/** Every file that the list names is there and has the digest it had when it was sealed. */
export function checkReferences(
  files: ReadablePackage,
  { description, path }: SealedPlace,
): VerificationStep {
  const { references, checkMethod } = description;
  if (references.length === 0) {
    return failed('references', 'references/none', '签章清单里一个文件也没有列出，签章没有保护任何内容。');
  }
  if (!isSm3(checkMethod)) {
    return failed(
      'references',
      'references/algorithm',
      `清单使用的摘要算法“${checkMethod ?? '未注明'}”不是 SM3，不能核对。`,
    );
  }
  const missing: string[] = [];
  const altered: string[] = [];
  for (const { location, digest } of references) {
    const found = files.find(location, path);
    const actual = found && files.digest(found.path);
    if (!actual) missing.push(location);
    else if (Buffer.compare(actual, Buffer.from(digest, 'base64')) !== 0) altered.push(location);
  }
  if (altered.length > 0) {
    return failed(
      'references',
      'references/digest',
      `签章之后被改动的文件：${listed(altered)}（SM3 摘要与清单不符）。`,
    );
  }
  if (missing.length > 0) {
    return failed('references', 'references/missing-file', `清单里的文件不见了：${listed(missing)}。`);
  }
  return ok('references', `清单里 ${references.length} 个文件的 SM3 摘要全部相符。`);
}

/**
 * No file that the seal does not protect: a page that was never sealed would be shown like the others. Not protected may
 * be what seals are made of (they protect themselves), and the list of signatures where further seals may follow.
 */
export function checkCoverage(
  files: ReadablePackage,
  place: SealedPlace,
  all: readonly SealedPlace[],
): VerificationStep {
  const covered = new Set(
    place.description.references.map(({ location }) => files.find(location, place.path)?.path),
  );
  const own = new Set(all.flatMap(({ path, list, parts }) => [path, list, ...parts]));
  const uncovered = files.paths.filter((path) => !covered.has(path) && !own.has(path));
  if (uncovered.length > 0) {
    return failed(
      'coverage',
      'coverage/uncovered-file',
      `有 ${uncovered.length} 个文件不在签章清单里，可能是签章以后加入的：${listed(uncovered)}。`,
    );
  }
  const isOpen = !covered.has(place.list);
  return ok(
    'coverage',
    `文档的每个文件都在签章清单里。${isOpen ? '签章列表没有锁定，允许以后再加盖其他印章。' : ''}`,
  );
}

/** What is written in the wrong case or from the wrong place is found all the same, and said. */
export function noteLocations(
  files: ReadablePackage,
  { description, path }: SealedPlace,
): VerificationNote[] {
  return description.references.flatMap(({ location }) =>
    noteOtherCase(location, files.find(location, path)),
  );
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => path.replace(/^\/?/, '/').slice(0, 120));
  return `${shown.join('、')}${paths.length > shown.length ? ' 等' : ''}`;
}
