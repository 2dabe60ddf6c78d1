/**
 * Finds advertising and markup that somebody planted in official text: a real government page carried a betting site's
 * name in the middle of an office's. What is found is never imported, indexed or published, and never silently mended.
 */
export function plantedText(text: string): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return traces.map((trace) => trace.exec(plain)?.[0]).find((found) => found !== undefined);
}

const traces = [
  /https?:\/\//i,
  /www[._]/i,
  /[a-z0-9-]+\.(?:com|net|cc|vip|top|xyz|cn)(?![a-z0-9])/i,
  /<\/?[a-z][^>]*>|javascript:/i,
  /\d*bet\d+|365\s*(?:bet|老板|体育)|\d{2,}bet/i,
  /博彩|赌博网|赌场|网赌|时时彩|六合彩|百家乐|老虎机|真人荷官|体育投注|投注网|彩票平台|棋牌(?:游戏)?平台/,
  /(?:官方|平台|线上|娱乐城?)(?:网站|平台)?(?:开户|注册送)|送彩金|娱乐城/,
  /(?:加|\+)(?:微信|qq|v信)|裸聊|约炮|色情/i,
];

/** Every text within a value, however deep, that carries such traces. */
export function findPlantedText(value: unknown): { text: string; trace: string }[] {
  if (typeof value === 'string') {
    const trace = plantedText(value);
    return trace === undefined ? [] : [{ text: value, trace }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(findPlantedText);
}
