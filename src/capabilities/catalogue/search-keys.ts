import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { pinyin } from 'pinyin-pro';

/** How one item is found: computed once when a version is stored, kept in `catalogue.search`. */
export interface SearchKeys {
  /** Syllables of the name, then of each alias, apart by spaces: `shi pin jing ying xu ke`. */
  syllables: string[];
  /** The same run together, and the first letters: what a `like` looks into. */
  letters: string;
  /** Words, and every single character, so that any run of characters finds its item. */
  words: string[];
}

export function searchKeys(item: { name: string; aliases: string[]; departmentName: string }): SearchKeys {
  const names = [item.name, ...item.aliases].map(plainText);
  const perName = names.map(syllablesOf);
  return {
    syllables: perName.map((syllables) => syllables.join(' ')),
    letters: perName.flatMap((syllables) => [syllables.join(''), initialsOf(syllables)]).join(' '),
    words: [...new Set([...names, plainText(item.departmentName)].flatMap(wordsAndCharacters))],
  };
}

/** As people type it makes no difference: spaces, full-width letters, capitals. */
export function plainText(text: string): string {
  if (/^[\u4e00-\u9fff]*$/.test(text)) return text; // nearly every name, and ten times as fast
  return text.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}

/** One syllable a character, without tone; what has no pinyin stands for itself. */
function syllablesOf(text: string): string[] {
  return text === '' ? [] : pinyin(text, { toneType: 'none', type: 'array', v: true });
}

function initialsOf(syllables: string[]): string {
  return syllables.map((syllable) => [...syllable][0] ?? '').join('');
}

const isWord = (token: string) => /^[\p{L}\p{N}]+$/u.test(token);

function wordsAndCharacters(text: string): string[] {
  return [...segmenter().cutForSearch(text, true), ...text].filter(isWord);
}

/** What people write around the thing they want. */
const fillers = new Set(
  (
    '我 我要 要 想 我想 办 办理 办个 怎么 怎么办 怎样 如何 申请 的 了 吗 呢 在 哪 哪里 去 请问 一个 ' +
    '开 开家 开个 开一家 想开 家 一家 间 一间 店 店铺 新 个 需要 什么 材料 流程 条件 多久 多少 手续 可以 能 能不能 帮 是 有 和 与'
  ).split(' '),
);

/** What people say, and what the lists call it. */
const officialWords: Record<string, string[]> = {
  老人: ['老年人', '高龄'],
  网约车: ['网络预约出租汽车'],
  饭店: ['餐饮', '食品经营'],
  餐馆: ['餐饮', '食品经营'],
  奶茶: ['餐饮', '食品经营'],
  奶茶店: ['餐饮', '食品经营'],
  咖啡: ['餐饮', '食品经营'],
  咖啡店: ['餐饮', '食品经营'],
  咖啡馆: ['餐饮', '食品经营'],
  小吃: ['餐饮', '食品经营'],
  小吃店: ['餐饮', '食品经营'],
  早餐: ['餐饮', '食品经营'],
  早餐店: ['餐饮', '食品经营'],
  蛋糕: ['食品经营'],
  蛋糕店: ['食品经营'],
  面包: ['食品经营'],
  面包店: ['食品经营'],
  饭馆: ['餐饮', '食品经营'],
  食堂: ['餐饮', '食品经营'],
  小卖部: ['食品经营', '预包装食品'],
  便利店: ['食品经营', '预包装食品'],
  超市: ['食品经营', '预包装食品'],
  零食: ['食品经营', '预包装食品'],
  小孩: ['儿童', '学龄前儿童'],
  孩子: ['儿童', '子女'],
  上学: ['入学'],
  驾照: ['驾驶证'],
  房产证: ['不动产', '房屋'],
  低保: ['最低生活保障'],
  社保: ['社会保险'],
  补贴: ['津贴'],
  医保: ['医疗保险'],
  残疾证: ['残疾人证'],
  失业金: ['失业保险金'],
  广告牌: ['户外广告'],
  烟证: ['烟草专卖零售许可证'],
};

/** The words of a question that carry meaning, each with the names that lists use for it. */
export function queryWords(query: string): string[][] {
  return segmenter()
    .cut(plainText(query), true)
    .filter((word) => isWord(word) && !fillers.has(word))
    .map((word) => [word, ...(officialWords[word] ?? [])]);
}

let loaded: Jieba | undefined;

/** Loads the dictionary, a quarter of a second: only where somebody searches or stores an item. */
export function segmenter(): Jieba {
  loaded ??= Jieba.withDict(dict);
  return loaded;
}
