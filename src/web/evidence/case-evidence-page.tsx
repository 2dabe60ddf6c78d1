/** The receipts of a case, to be kept or printed: each with its code and the file that proves it without us. */
import type { FastifyInstance } from 'fastify';
import type { CaseView } from '../../capabilities/cases/public.ts';
import { receiptAddress } from '../../kernel/ledger/receipt-address.ts';
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { momentInWords } from '../kit/day-words.ts';
import { Pair, Pairs, Trail } from '../kit/parts.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import { type CaseParams, caseHref, getOwnCase, myTrail } from '../portal/my-case.ts';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { EvidenceStyle } from './ledger-page.tsx';

export function caseEvidenceRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: CaseParams }>(
    '/my/cases/:caseNo/evidence',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply) => {
      const view = portal.cases().view(await getOwnCase(portal, request), signedIn(request));
      return sendPage(portal, request, reply, {
        title: `存证回执 ${view.caseNo}`,
        body: (
          <CaseEvidence
            view={view}
            origin={portal.platform.config.address}
            today={portal.platform.clock.today()}
          />
        ),
      });
    },
  );
}

interface CaseEvidenceProps {
  view: CaseView;
  origin: string;
  today: LegalDay;
}

function CaseEvidence({ view, origin, today }: CaseEvidenceProps) {
  return (
    <>
      <EvidenceStyle />
      <Trail places={[...myTrail, { href: caseHref(view.caseNo), name: view.itemName }]} />
      <h1>存证回执</h1>
      <p>
        办件编号 <span className="number">{view.caseNo}</span>
        。每一张回执都由账本的密钥签名：您手里有它，谁也不能把当时记下的改成别的样子。请打印，或者存到手机里。
      </p>
      {view.receipts.map((receipt) => (
        <ReceiptCard key={receipt.version} view={view} receipt={receipt} origin={origin} today={today} />
      ))}
      {view.receipts.length === 0 && <p>这个办件还没有存证回执。</p>}
      <p className="actions">
        <button className="button" type="button" data-print="" hidden>
          打印
        </button>
        <a href="/ledger/check">怎么核对</a>
        <a href="/ledger">账本与存证是什么</a>
      </p>
    </>
  );
}

function ReceiptCard({
  view,
  receipt,
  origin,
  today,
}: {
  view: CaseView;
  receipt: Receipt;
  origin: string;
  today: LegalDay;
}) {
  const { version, factHash, recordedAt, keyId } = receipt;
  const entry = view.timeline.find((one) => one.version === version);
  const file = `/api/v1/cases/${encodeURIComponent(view.caseNo)}/evidence/${version}`;
  return (
    <article className="receipt" aria-label={`${entry?.label ?? ''}的存证回执`}>
      <h2>{entry?.label}</h2>
      <Pairs>
        <Pair name="记录时间">{momentInWords(recordedAt, today)}</Pair>
        <Pair name="记录编号">
          {receipt.subject} 第 {version} 条
        </Pair>
        <Pair name="散列值">
          <span className="hash">{factHash}</span>
        </Pair>
        <Pair name="签名的密钥">{keyId}</Pair>
      </Pairs>
      <figure>
        <QrCode text={receiptAddress(origin, receipt)} label={`${entry?.label ?? ''}的存证回执二维码`} />
        <figcaption className="small">
          这是存证回执。扫一扫，在自己的手机上核对：当时记下的，现在还是不是那样。二维码里没有姓名和材料内容。
        </figcaption>
      </figure>
      <p className="no-print">
        <a href={file} download>
          下载存证文件
        </a>
        <span className="small quiet"> 含记录原文和证明，可以离开本网站核对</span>
      </p>
    </article>
  );
}
