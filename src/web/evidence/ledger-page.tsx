/** The ledger as everybody may see it: what was signed last, by which key, and who outside remembers it. */
import type { FastifyInstance } from 'fastify';
import {
  listCosignatures,
  listTimeStamps,
  listWitnesses,
  type TimeStamp,
  type WitnessStanding,
} from '../../capabilities/evidence/public.ts';
import type { Checkpoint } from '../../kernel/ledger/signed-texts.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { findCheckpoint, findLatestCheckpoint } from '../../platform/ledger/checkpoints.ts';
import { type LedgerKey, listLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import { momentInWords } from '../kit/day-words.ts';
import { Pair, Pairs, Trail } from '../kit/parts.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { checkFiles } from './check-files.ts';
import { renderFeed } from './feed.ts';

const open = { config: { access: { who: 'public' as const } }, schema: { hide: true } };

export function ledgerPageRoutes(app: FastifyInstance, portal: Portal): void {
  const { pool, config } = portal.platform;
  checkFiles(app);

  app.get('/ledger', open, async (request, reply) => {
    const checkpoint = await findLatestCheckpoint(pool);
    return sendPage(portal, request, reply, {
      title: '账本与存证',
      body: (
        <LedgerPage
          checkpoint={checkpoint}
          keys={await listLedgerKeys(pool)}
          witnesses={await listWitnesses(pool, config.witnesses)}
          stamps={checkpoint ? await listTimeStamps(pool, checkpoint.size) : []}
          today={portal.platform.clock.today()}
        />
      ),
    });
  });

  app.get('/ledger/feed', open, async (_request, reply) =>
    reply
      .type('application/atom+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=30')
      .send(await renderFeed(portal, config.address)),
  );

  app.get<{ Params: { size: string } }>('/ledger/checkpoints/:size', open, async (request, reply) => {
    const { size } = request.params;
    const checkpoint = /^\d{1,15}$/.test(size) ? await findCheckpoint(pool, Number(size)) : undefined;
    if (!checkpoint) throw shellProblem('subject/unknown');
    const cosignatures = await listCosignatures(pool, checkpoint.size);
    const keys = await listLedgerKeys(pool);
    return sendPage(portal, request, reply, {
      title: `检查点 ${checkpoint.size}`,
      body: (
        <CheckpointPage
          checkpoint={checkpoint}
          witnesses={cosignatures.map(({ witness }) => witness)}
          publicKey={keys.find(({ keyId }) => keyId === checkpoint.keyId)?.publicKey ?? ''}
          placeName={portal.placeName}
          today={portal.platform.clock.today()}
        />
      ),
    });
  });
}

/** Lifted into the head when the page is rendered. */
export function EvidenceStyle() {
  return <link rel="stylesheet" href="/ledger/evidence.css" precedence="page" />;
}

interface LedgerPageProps {
  checkpoint: Checkpoint | undefined;
  keys: LedgerKey[];
  witnesses: WitnessStanding[];
  stamps: TimeStamp[];
  today: LegalDay;
}

function LedgerPage({ checkpoint, keys, witnesses, stamps, today }: LedgerPageProps) {
  return (
    <>
      <EvidenceStyle />
      <Trail places={[{ href: '/', name: '首页' }]} />
      <h1>账本与存证</h1>
      <p className="lead">
        每一步办理都记入账本，只能添加，不能改动。账本每隔一会儿签一次名，叫做检查点。拿着回执的人随时可以核对：当时记下的，现在还是不是那样。
      </p>
      <p className="actions">
        <a className="button" href="/ledger/check">
          核对存证
        </a>
      </p>
      <h2>最新的检查点</h2>
      {checkpoint ? (
        <>
          <CheckpointPairs checkpoint={checkpoint} today={today} />
          <p>
            <a href={`/ledger/checkpoints/${checkpoint.size}`}>打印这个检查点</a>
            ，交给您信得过的人保存，或者登在报纸上。别人手里有它，账本就改不了从前的事。
          </p>
        </>
      ) : (
        <p>账本里还没有事实，没有可以签名的。</p>
      )}
      <h2>谁在见证</h2>
      <Witnesses witnesses={witnesses} today={today} />
      {stamps.length > 0 && (
        <>
          <h3>时间戳</h3>
          <ul>
            {stamps.map(({ authority, at, serial }) => (
              <li key={authority}>
                {authority} 证明：{momentInWords(at, today)}已经有这个检查点（编号 {serial}）。
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>账本的公钥</h2>
      <p>请与公告、见证方或者别人手里的比对。网站可以作假，印在别处的改不了。</p>
      <ul className="things">
        {[...keys].reverse().map(({ keyId, publicKey, validFrom, validTo }) => (
          <li key={keyId}>
            <p>
              <b>{keyId}</b> <span className="tag green">{validTo === null ? '正在使用' : '已停用'}</span>
            </p>
            <p className="hash">{publicKey}</p>
            <p className="small quiet">
              {momentInWords(validFrom, today)}起
              {validTo !== null && `，到${momentInWords(validTo, today)}止`}
            </p>
          </li>
        ))}
      </ul>
      <h2>机器怎么取</h2>
      <ul>
        <li>
          <a href="/ledger/feed">检查点的订阅（Atom）</a>
        </li>
        <li>
          <a href="/api/docs">接口文档</a>
          ：公钥、检查点、包含证明和一致性证明都不用登录。
        </li>
      </ul>
    </>
  );
}

function Witnesses({ witnesses, today }: { witnesses: WitnessStanding[]; today: LegalDay }) {
  if (witnesses.length === 0) {
    return (
      <p>还没有外部的见证方。没有别人记着，账本被整体改写就只能靠大家手里的回执发现：请保存好您的回执。</p>
    );
  }
  return (
    <ul className="things">
      {witnesses.map((witness) => (
        <li key={witness.url}>
          <p>
            <b>{witness.url}</b>
          </p>
          <p className={`standing ${witness.state ?? ''}`}>{standingInWords(witness, today)}</p>
          {witness.keyId && <p className="small quiet">公钥编号 {witness.keyId}</p>}
        </li>
      ))}
    </ul>
  );
}

function standingInWords({ state, size, reason, triedAt }: WitnessStanding, today: LegalDay): string {
  const when = triedAt ? momentInWords(triedAt, today) : '';
  if (state === 'cosigned') return `✓ ${when}见证到第 ${size} 条。`;
  if (state === 'refused') return `× 拒绝见证（${when}）。${reason ?? ''}`;
  if (state === 'unreachable') return `▲ ${when}没有联系上${size ? `，此前见证到第 ${size} 条` : ''}。`;
  return '还没有送去见证。';
}

function CheckpointPairs({ checkpoint, today }: { checkpoint: Checkpoint; today: LegalDay }) {
  const { size, root, at, keyId } = checkpoint;
  return (
    <Pairs>
      <Pair name="事实">{size} 条</Pair>
      <Pair name="签名时间">{momentInWords(at, today)}</Pair>
      <Pair name="树根">
        <span className="hash">{root}</span>
      </Pair>
      <Pair name="密钥">{keyId}</Pair>
    </Pairs>
  );
}

interface CheckpointPageProps {
  checkpoint: Checkpoint;
  witnesses: string[];
  publicKey: string;
  placeName: string;
  today: LegalDay;
}

/** Made to be printed: whoever has the sheet can show what the ledger was. */
function CheckpointPage({ checkpoint, witnesses, publicKey, placeName, today }: CheckpointPageProps) {
  const { size, root, at, keyId, signature } = checkpoint;
  return (
    <>
      <EvidenceStyle />
      <Trail places={[{ href: '/ledger', name: '账本与存证' }]} />
      <h1>账本检查点</h1>
      <p>
        {placeName}政务服务的账本在{momentInWords(at, today)}有 {size} 条事实，树根如下，由账本的密钥签名。
      </p>
      <article className="receipt">
        <CheckpointPairs checkpoint={checkpoint} today={today} />
        <Pairs>
          <Pair name="被签名的时间">
            <span className="hash">{at}</span>
          </Pair>
          <Pair name="签名">
            <span className="hash">{signature}</span>
          </Pair>
          <Pair name="公钥">
            <span className="hash">{publicKey}</span>
          </Pair>
          {witnesses.length > 0 && <Pair name="见证方">{witnesses.join('、')}</Pair>}
        </Pairs>
        <figure>
          <QrCode text={JSON.stringify({ size, root, at, keyId, signature })} label="检查点的二维码" />
          <figcaption className="small">
            二维码里是这个检查点的全部内容。保存它的人，以后可以用{' '}
            <span className="number">verify-ledger --witness</span> 与账本比对，或者请账本出示一致性证明。
          </figcaption>
        </figure>
      </article>
      <p className="actions">
        <button className="button" type="button" data-print="" hidden>
          打印
        </button>
      </p>
    </>
  );
}
