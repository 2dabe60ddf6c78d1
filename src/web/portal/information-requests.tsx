/** 政府信息公开: what can be asked for and how, and the requests of whoever is signed in. */
import type { FastifyInstance } from 'fastify';
import type { CaseSummary } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { dayInWords, shortDay } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Pair, Pairs, Trail } from '../kit/parts.tsx';
import { itemHref, limitInWords } from './item-list.tsx';
import { caseHref } from './my-case.ts';
import { isOwnReminder } from './my-cases.tsx';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';

const itemId = 'information-request';

export function informationRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(
    '/information',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const item = await portal.catalogue.findItem(itemId);
      if (!item?.fileable) throw shellProblem('subject/unknown');
      const { actor } = request;
      const own =
        actor?.kind === 'applicant'
          ? await portal.cases().listCases(actor, { item: itemId, limit: 20 })
          : null;
      return sendPage(portal, request, reply, {
        title: '政府信息公开',
        body: (
          <>
            <Trail places={[{ href: '/', name: '首页' }]} />
            <h1>政府信息公开</h1>
            <p className="lead">{item.guide.outcome}</p>
            <p className="actions">
              <a className="button" href={`${itemHref(itemId)}/apply`}>
                我要申请
              </a>
              <a href={itemHref(itemId)}>看办事指南</a>
            </p>
            {own && own.items.length > 0 && <Own items={own.items} today={portal.platform.clock.today()} />}
            <WhatToAsk />
            <HowToAsk item={item} />
            <WhatComes />
            <Disagree item={item} />
          </>
        ),
      });
    },
  );
}

function Own({ items, today }: { items: CaseSummary[]; today: LegalDay }) {
  return (
    <>
      <h2>我的申请</h2>
      <ul className="things">
        {items.map(({ caseNo, procedure, status, statusLabel, due, light, openedAt }) => (
          <li key={caseNo}>
            <a className="name" href={caseHref(caseNo)}>
              <span className="number">{caseNo}</span>
            </a>{' '}
            <span className="tag">{statusLabel}</span>
            {due && !isOwnReminder({ procedure, status }) && (
              <p>
                最迟 {dayInWords(due, today)} · <Light light={light} />
              </p>
            )}
            <p className="small quiet">{shortDay(openedAt.slice(0, 10), today)} 提出</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function WhatToAsk() {
  return (
    <>
      <h2>可以要什么</h2>
      <p>政府在履行职责时制作或者获取、以一定形式记录保存的信息，都可以申请，不用说明用途。</p>
      <ul>
        <li>已经公开的，直接告诉您在哪里看，不用再申请。</li>
        <li>需要替您汇总、加工、分析的，可以不提供；已有的文件才可以要。</li>
        <li>
          信访、投诉、举报不在这里办，请打投诉电话或者到<a href="/offices">窗口</a>反映。
        </li>
      </ul>
      <p className="small quiet">
        依据：政府信息公开条例第二条、第二十七条、第三十六条、第三十八条、第三十九条
      </p>
    </>
  );
}

function HowToAsk({ item: { guide, fee, limits } }: { item: FileableItem }) {
  return (
    <>
      <h2>怎么申请</h2>
      <Pairs>
        <Pair name="网上">填一页表，电话与您确认收到的日期，从那天起算。</Pair>
        <Pair name="当面">{guide.where}，当天起算。写字有困难的，可以口头说，由工作人员代填。</Pair>
        <Pair name="邮寄">信封写明“政府信息公开申请”。挂号信、快递从签收那天起算。</Pair>
        <Pair name="多久答复">{limitInWords(limits.statutory)}以内；经负责人同意，可以延长一次。</Pair>
        <Pair name="收费">{fee.text}</Pair>
        <Pair name="咨询">
          <span className="number">{guide.phone}</span>
        </Pair>
      </Pairs>
    </>
  );
}

function WhatComes() {
  return (
    <>
      <h2>提出以后</h2>
      <ul>
        <li>写得不清楚的，七个工作日内一次告诉您要补充什么；补充以后，答复的期限重新计算。</li>
        <li>涉及别人的商业秘密、个人隐私，或者由几个部门一起做的，要先征求意见，这段时间不计入期限。</li>
        <li>不给或者只给一部分的，书面写明理由。</li>
      </ul>
      <p className="small quiet">依据：政府信息公开条例第三十条、第三十二条至第三十七条</p>
    </>
  );
}

function Disagree({ item: { remedies, guide } }: { item: FileableItem }) {
  return (
    <>
      <h2>对答复不满意</h2>
      <ul>
        {remedies.map(({ kind, text }) => (
          <li key={kind}>{text}</li>
        ))}
      </ul>
      <p>
        投诉电话 <b className="number">{guide.complaintPhone}</b>
      </p>
    </>
  );
}
