/** Letters from filing to acceptance: 行政许可法 32, or what the item's own law says. */
import type { JsonObject } from '../../kernel/json.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import { isFiling } from './filing-words.ts';
import {
  dueDay,
  given,
  isLicenceItem,
  letterBasis,
  remedies,
  theApplication,
  whereToAsk,
  you,
} from './letter-words.ts';
import type { LetterBody } from './letters.ts';
import { refusalGrounds } from './words.ts';

export function acceptance(source: LetterSource): LetterBody {
  const materials = handedMaterials(source);
  return {
    paragraphs: [
      acceptedBecause(source),
      limits(source),
      ...(materials.length > 0 ? ['本机关收到的申请材料如下：'] : []),
    ],
    ...(materials.length > 0
      ? {
          table: {
            head: ['序号', '材料名称', '收到情况'],
            rows: materials.map((row, at) => [String(at + 1), ...row]),
          },
        }
      : {}),
    footnotes: [`凭办件编号 ${source.record.caseNo} 可以随时查询办理进度。`, whereToAsk(source)],
  };
}

function acceptedBecause(source: LetterSource): string {
  const { fact } = source;
  const basis = letterBasis(source, 'acceptance');
  if (fact.data.deemed === true) {
    return `${theApplication(source)}，本机关没有在规定期限内一次性告知需要补正的内容。依据${basis}，该申请自${chineseDate(fact.effectiveOn)}收到之日起即为${isFiling(source.item) ? '接收' : '受理'}。`;
  }
  if (isFiling(source.item)) {
    return `${theApplication(source)}，${materialsFound(source)}。依据${basis}，本机关于${chineseDate(fact.effectiveOn)}接收。`;
  }
  return `${theApplication(source)}，属于本机关职权范围，${materialsFound(source)}。依据${basis}，本机关自${chineseDate(fact.effectiveOn)}起予以受理。`;
}

/** A letter never says that all is there while something is still promised or missing. */
function materialsFound(source: LetterSource): string {
  const handed = new Map(handedMaterials(source));
  const promised = [...handed].flatMap(([name, how]) => (how.startsWith(promisedWord) ? [name] : []));
  if (promised.length > 0) {
    return `申请材料符合受理条件，其中${promised.map((name) => `“${name}”`).join('、')}由${you(source)}承诺补交`;
  }
  const isWhole = source.item.materials.every(
    ({ name, necessity }) => necessity === 'conditional' || handed.has(name),
  );
  return isWhole ? '申请材料齐全、符合规定形式' : '符合受理条件';
}

const promisedWord = '承诺补交';

function limits(source: LetterSource): string {
  const { promised, statutory } = source.item.limits;
  const unit = { working: '个工作日', natural: '日' };
  const by = (clock: string) => {
    const day = dueDay(source, clock);
    return day ? `（至${day}）` : '';
  };
  return (
    `本机关承诺自${isFiling(source.item) ? '接收' : '受理'}之日起${promised.days}${unit[promised.unit]}内${by('decision-promised')}${isFiling(source.item) ? '办结备案' : '作出决定'}；` +
    `规定的办理期限为${statutory.days}${unit[statutory.unit]}${by('decision-statutory')}。`
  );
}

/** Everything received up to the letter, each material once, as it last stood. */
function handedMaterials(source: LetterSource): [string, string][] {
  const { record, fact, item } = source;
  const last = new Map<string, JsonObject>();
  for (const { version, data } of record.facts) {
    if (version > fact.version || !Array.isArray(data.materials)) continue;
    for (const one of data.materials) {
      if (one !== null && typeof one === 'object' && !Array.isArray(one))
        last.set(String(one.materialCode), one);
    }
  }
  return item.materials.flatMap(({ materialCode, name }): [string, string][] => {
    const handed = last.get(materialCode);
    if (!handed) return [];
    if (handed.deferred !== true) return [[name, handed.licenceId ? '电子证照' : '已收到']];
    const until = dueDay(source, `tolerance:${materialCode}`);
    return [[name, until ? `${promisedWord}，至迟于${until}` : promisedWord]];
  });
}

export function oneTimeNotice(source: LetterSource): LetterBody {
  const { fact, payload, item } = source;
  const demands = Array.isArray(fact.data.items) ? fact.data.items : [];
  const texts = Array.isArray(payload.items) ? payload.items : [];
  return {
    paragraphs: [
      `${theApplication(source)}已经收到。经核对，申请材料不齐全或者不符合规定形式。${you(source)}补正以下全部内容后，本机关予以受理，不再提出新的补正要求。${fact.data.termDays ? `请自收到本告知书之日起${fact.data.termDays}个工作日内补正。` : ''}`,
      `依据${letterBasis(source, 'one-time-notice')}，现将需要补正的全部内容一次性告知如下：`,
    ],
    table: {
      head: ['序号', '需要补正的内容', '对应的材料'],
      rows: demands.map((demand, at) => [
        String(at + 1),
        given(texts[at]),
        materialName(
          item,
          demand !== null && typeof demand === 'object' && !Array.isArray(demand)
            ? demand.materialCode
            : null,
        ),
      ]),
    },
    footnotes: ['可以网上补正，也可以到窗口办理。', whereToAsk(source)],
  };
}

function materialName(item: LetterSource['item'], code: unknown): string {
  return item.materials.find(({ materialCode }) => materialCode === code)?.name ?? '申请书或者说明';
}

export function nonAcceptance(source: LetterSource): LetterBody {
  const noNeed = isLicenceItem(source) ? '依法不需要取得行政许可' : '依照规定不需要办理';
  return {
    paragraphs: [
      `${theApplication(source)}，经审查，${noNeed}。依据${letterBasis(source, 'non-acceptance')}，本机关不受理该申请。`,
      `理由：${given(source.payload.reasons)}。`,
    ],
    footnotes: [...remedies(source), whereToAsk(source)],
  };
}

export function refusalOfAcceptance(source: LetterSource): LetterBody {
  const { fact, payload } = source;
  const ground = refusalGrounds[String(fact.data.ground)] ?? '不符合受理条件';
  return {
    paragraphs: [
      `${theApplication(source)}，经审查，${ground}。依据${letterBasis(source, 'refusal-of-acceptance')}，本机关${isFiling(source.item) ? '不予接收' : '决定不予受理'}。`,
      `理由：${given(payload.reasons)}。`,
      ...(payload.rightAuthority ? [`请向${payload.rightAuthority}提出申请。`] : []),
    ],
    footnotes: [...remedies(source), whereToAsk(source)],
  };
}
