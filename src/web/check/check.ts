/** The page that checks evidence: everything happens here, in the visitor's browser. */
import { checkEvidence, type Evidence, type Finding, neverProved } from './evidence-checks.ts';
import { fetchKey, fetchProof } from './fetch-proof.ts';
import { readEvidence, readPublicKey } from './read-evidence.ts';
import { canRead, canScan, readCode, scanCode } from './scan-code.ts';

const find = <E extends Element>(selector: string) => {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
};

const given = find<HTMLTextAreaElement>('#evidence');
const file = find<HTMLInputElement>('#file');
const key = find<HTMLTextAreaElement>('#key');
const keySource = find<HTMLElement>('#key-source');
const report = find<HTMLElement>('#report');
const camera = find<HTMLElement>('#camera');

/** Where the key came from decides what it proves. */
let isSitesOwnKey = false;
/** Fetched on line, for the receipt that is given. */
let fetched: { factHash: string; proof: Evidence } | undefined;

find<HTMLElement>('#checker').hidden = false;
find<HTMLElement>('#without-script').hidden = true;
for (const button of document.querySelectorAll<HTMLElement>('[data-scan]')) {
  button.hidden = !canScan();
  button.addEventListener('click', () => void scanInto(button.dataset.scan === 'key' ? key : given));
}
find<HTMLElement>('#no-scan').hidden = canScan();

key.addEventListener('input', () => {
  isSitesOwnKey = false;
  keySource.textContent = '';
});
file.addEventListener('change', () => void takeFile());
find('#fetch-key').addEventListener('click', () => void working(takeSitesKey));
find('#fetch-proof').addEventListener('click', () => void working(takeProof));
find('#form').addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
globalThis.addEventListener('hashchange', takeAddress);
takeAddress();

/** A receipt that came behind the address: a code was followed. */
function takeAddress(): void {
  if (!readEvidence(location.hash)?.receipt) return;
  given.value = location.href;
  fetched = undefined;
  say('已经读到回执。请填公钥，然后核对。');
}

async function takeFile(): Promise<void> {
  const [chosen] = file.files ?? [];
  if (!chosen) return;
  fetched = undefined;
  if (!chosen.type.startsWith('image/')) {
    given.value = await chosen.text();
    say('已经读到文件。');
    return;
  }
  const code = canRead() ? await readCode(chosen).catch(() => undefined) : undefined;
  if (code !== undefined) given.value = code;
  say(
    code === undefined
      ? '没有从图片里读出二维码。请用手机扫一扫，把网址粘贴到上面。'
      : '已经读到图片里的二维码。',
    code === undefined,
  );
}

async function scanInto(target: HTMLTextAreaElement): Promise<void> {
  const ending = new AbortController();
  const stop = find<HTMLButtonElement>('#stop-camera');
  stop.addEventListener('click', () => ending.abort(), { once: true });
  camera.hidden = false;
  stop.focus();
  try {
    const code = await scanCode(find<HTMLVideoElement>('video'), ending.signal);
    if (code !== undefined) {
      target.value = target === key ? (readPublicKey(code) ?? code) : code;
      target.dispatchEvent(new Event('input'));
      if (target === given) fetched = undefined;
      say('已经扫到。');
    }
  } catch {
    say('打不开摄像头：请允许使用摄像头，或者粘贴文字。', true);
  } finally {
    camera.hidden = true;
    target.focus();
  }
}

async function takeSitesKey(): Promise<void> {
  const { receipt, checkpoint } = readEvidence(given.value) ?? {};
  key.value = await fetchKey(receipt?.keyId ?? checkpoint?.keyId);
  isSitesOwnKey = true;
  keySource.textContent = '这是本网站公布的公钥。';
  say('已经取到公钥。');
}

async function takeProof(): Promise<void> {
  const receipt = readEvidence(given.value)?.receipt;
  if (!receipt) throw new Error('请先给出回执。');
  fetched = { factHash: receipt.factHash, proof: await fetchProof(receipt) };
  say('已经取到证明。');
  if (readPublicKey(key.value)) show();
}

async function working(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOffline = error instanceof TypeError;
    say(
      isOffline
        ? '现在连不上网站。已有的材料可以断网核对。'
        : error instanceof Error
          ? error.message
          : '没有成功。',
      true,
    );
  }
}

function show(): void {
  const evidence = readEvidence(given.value);
  if (!evidence) {
    say('没有读出回执或者存证文件。请粘贴完整的网址或内容。', true);
    return;
  }
  const publicKey = readPublicKey(key.value);
  if (key.value.trim() !== '' && publicKey === undefined) {
    say('公钥看不懂：应是 04 开头的 130 位十六进制，或者 PEM。', true);
    return;
  }
  const proof = evidence.receipt?.factHash === fetched?.factHash ? fetched?.proof : undefined;
  draw(checkEvidence(evidence.inclusion ? evidence : { ...evidence, ...proof }, publicKey));
}

function draw(findings: readonly Finding[]): void {
  const of = (state: Finding['state']) => findings.filter((finding) => finding.state === state);
  const [failed, proved, unknown] = [of('failed'), of('proved'), of('unknown')];
  const [tone, sign, says] = conclusion(failed.length > 0, proved);
  const headline = element('div', { className: `sentence ${tone}` }, [
    element('p', { className: 'says' }, [`${sign} ${says}`]),
    ...(isSitesOwnKey && proved.length > 0
      ? [element('p', {}, ['公钥取自本网站，只能说明材料与本网站一致。请再用别处得到的公钥核对一次。'])]
      : []),
  ]);
  report.replaceChildren(
    headline,
    ...section('不成立的', failed, '×', 'failed'),
    ...section('证明了的', proved, '✓', 'ok'),
    ...section('这次没有证明的', unknown, '○', 'unknown'),
    element('h3', {}, ['这样的核对从来证明不了的']),
    element(
      'ul',
      {},
      neverProved.map((line) => element('li', {}, [line])),
    ),
  );
  report.focus();
}

function conclusion(
  hasFailed: boolean,
  proved: readonly Finding[],
): [tone: string, sign: string, says: string] {
  if (hasFailed) return ['overdue', '×', '核对没有通过，请不要采信。'];
  if (proved.some(({ isPlace }) => isPlace)) return ['good', '✓', '核对通过。'];
  if (proved.length > 0) return ['warning', '▲', '回执没有问题，还没有核对账本。'];
  return ['warning', '▲', '还不能下结论。'];
}

function section(title: string, findings: readonly Finding[], sign: string, look: string): Node[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ says }) =>
    element('li', { className: look }, [element('span', { ariaHidden: 'true' }, [`${sign} `]), says]),
  );
  return [element('h3', {}, [title]), element('ul', { className: 'checks' }, lines)];
}

function say(text: string, isTrouble = false): void {
  report.replaceChildren(
    element('div', { className: isTrouble ? 'note bad' : 'note' }, [element('p', {}, [text])]),
  );
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  children: (Node | string)[],
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
