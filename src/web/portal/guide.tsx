/** The guide of an item: what you get, by when, with which materials, on what basis, and one button. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FileableItem, Item, ItemBasis } from '../../capabilities/catalogue/public.ts';
import type { Office } from '../../capabilities/organisation/public.ts';
import type { FormValue } from '../../kernel/forms/form-schema.ts';
import { taskTypes } from '../../kernel/identifiers/task-code.ts';
import type { FlowChart } from '../../kernel/procedure/flow-chart.ts';
import { chartForParties } from '../../kernel/procedure/flow-chart.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { Dots, Known, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import { ItemFlowChart } from './flow-charts.tsx';
import { FormReadOut } from './form-read-out.tsx';
import { readGuideAnswers } from './guide-answers.ts';
import { GuideMaterials } from './guide-materials.tsx';
import { itemHref, limitInWords } from './item-list.tsx';
import type { Portal } from './portal-sources.ts';
import { sentFields } from './read-form.ts';
import { sendPage } from './send-page.tsx';

export function guideRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: { itemId: string } }>(
    '/items/:itemId',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const item = await portal.catalogue.findItem(request.params.itemId);
      if (!item) throw shellProblem('subject/unknown');
      const office = item.office === null ? undefined : await portal.organisation.findOffice(item.office);
      const answers = item.fileable ? readGuideAnswers(item, sentFields(request.query)) : {};
      const chart = item.fileable ? chartForParties((await portal.cases().explain(item)).chart) : null;
      return sendPage(portal, request, reply, {
        title: item.name,
        body: (
          <Guide
            item={item}
            office={office}
            answers={answers}
            chart={chart}
            address={addressOf(request, item)}
          />
        ),
      });
    },
  );
}

const addressOf = (request: FastifyRequest, { itemId }: Item) =>
  `${request.protocol}://${request.host}${itemHref(itemId)}`;

interface GuideProps {
  item: Item;
  office: Office | undefined;
  answers: FormValue;
  chart: FlowChart | null;
  address: string;
}

function Guide({ item, office, answers, chart, address }: GuideProps) {
  return (
    <>
      <Trail
        places={[
          { href: '/', name: '首页' },
          { href: '/search', name: '全部事项' },
        ]}
      />
      <h1>{item.name}</h1>
      <p className="lead">
        {item.guide ? item.guide.outcome : '这个事项目前只有办事指南，尚不能在这里申请。'}
      </p>
      <Facts item={item} />
      {item.fileable ? (
        <p className="actions">
          <a className="button" href={applyHref(item, answers)}>
            我要办理
          </a>
          <a href="#materials">先看要准备什么</a>
        </p>
      ) : (
        <WhereToGo item={item} office={office} />
      )}
      <WhoMayApply item={item} />
      <GuideMaterials item={item} answers={answers} />
      <Flow item={item} chart={chart} />
      {item.fileable && <Sample item={item} />}
      <Questions item={item} />
      <Laws basis={item.basis} />
      <Contact item={item} office={office} />
      <Remedies item={item} />
      <div className="qr">
        <QrCode text={address} label="本指南的二维码" />
        <p className="small quiet">
          用手机扫一扫，带走这份指南。
          <Dots>
            {taskTypes[item.taskType]}
            {item.taskCode && `实施编码 ${item.taskCode}`}
            {`第 ${item.version} 版`}
          </Dots>
        </p>
      </div>
    </>
  );
}

/** The answers given here go along into the form, so that nobody is asked twice. */
function applyHref(item: FileableItem, answers: FormValue): string {
  const query = new URLSearchParams();
  for (const [name, answer] of Object.entries(answers)) {
    for (const one of [answer].flat())
      query.append(name, typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one));
  }
  return `${itemHref(item.itemId)}/apply${query.size > 0 ? `?${query}` : ''}`;
}

function Facts({ item }: { item: Item }) {
  const { promised, statutory } = item.limits;
  const shown = promised ?? statutory;
  const visits = item.guide?.visits;
  return (
    <dl className="facts">
      <div>
        <dt>多久办好</dt>
        <dd>
          <strong>
            {item.projectType === 'immediate' ? '当场' : <Known>{shown && limitInWords(shown)}</Known>}
          </strong>
          {statutory && promised && <small>法定最长 {limitInWords(statutory)}</small>}
        </dd>
      </div>
      <div>
        <dt>收费</dt>
        <dd>
          <Fee text={item.fee?.text} />
        </dd>
      </div>
      <div>
        <dt>跑几次</dt>
        <dd>
          <strong>
            <Known>{visits && (visits.times === 0 ? '不用跑' : `${visits.times} 次`)}</Known>
          </strong>
          {visits && visits.times > 0 && <small>{visits.reason}</small>}
        </dd>
      </div>
      <div>
        <dt>在哪办</dt>
        <dd>
          <strong>
            <Known>{item.guide && <Channels channels={item.guide.channels} />}</Known>
          </strong>
        </dd>
      </div>
    </dl>
  );
}

/** A line ends between two of them, never inside one. */
const Channels = ({ channels }: { channels: (keyof typeof channelNames)[] }) =>
  channels.map((channel, at) => (
    <span key={channel}>
      <span className="word">
        {channelNames[channel]}
        {at < channels.length - 1 && '、'}
      </span>
      <wbr />
    </span>
  ));

const channelNames = { online: '网上', window: '窗口', mail: '邮寄', 'self-service': '自助机' };

function WhereToGo({ item, office }: { item: Item; office: Office | undefined }) {
  return (
    <div className="note">
      <h2>怎么办理</h2>
      {office ? (
        <p>
          请到<a href={`/offices/${office.id}`}>{office.name}</a>的窗口办理，电话{' '}
          <span className="number">{office.phone}</span>。
        </p>
      ) : (
        <p>
          本事项由<b>{item.departmentName}</b>负责。请到<a href="/offices">政务服务中心</a>
          综合受理窗口询问，或先打电话。
        </p>
      )}
      <p className="small quiet">标着“待补充”的内容，主管部门还没有提供，我们不替它编写。</p>
    </div>
  );
}

function WhoMayApply({ item: { guide } }: { item: Item }) {
  if (!guide) return null;
  return (
    <>
      <h2>谁可以办</h2>
      <p>{guide.who}</p>
      {guide.conditions.length > 0 && (
        <>
          <h3>需要符合的条件</h3>
          <ul>
            {guide.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Flow({ item: { guide, name, itemId }, chart }: { item: Item; chart: FlowChart | null }) {
  return (
    <>
      <h2>怎么走流程</h2>
      {guide ? (
        <ol className="flow">
          {guide.flow.map((step, at) => (
            <li key={step}>
              <b>{at + 1}</b>
              {step}
            </li>
          ))}
        </ol>
      ) : (
        <p className="quiet">待补充</p>
      )}
      {chart && <ItemFlowChart itemId={itemId} name={name} chart={chart} />}
    </>
  );
}

function Sample({ item }: { item: FileableItem }) {
  const sample = item.form.examples?.[0];
  if (!sample) return null;
  return (
    <>
      <h2>申请书怎么填</h2>
      <details>
        <summary>看一份填好的《{item.form.title}》</summary>
        <p className="small quiet">示例里的单位、人名和号码都是虚构的。</p>
        <FormReadOut form={item.form} answers={sample} />
      </details>
    </>
  );
}

function Questions({ item: { guide } }: { item: Item }) {
  if (!guide || guide.questions.length === 0) return null;
  return (
    <>
      <h2>常见问题</h2>
      {guide.questions.map(({ question, answer }) => (
        <details key={question}>
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </>
  );
}

function Laws({ basis }: { basis: ItemBasis[] }) {
  return (
    <>
      <h2>法律依据</h2>
      {basis.length > 0 ? (
        <ul className="laws">
          {basis.map((one) => (
            <LawLine key={one.ref} basis={one} />
          ))}
        </ul>
      ) : (
        <p className="quiet">待补充</p>
      )}
    </>
  );
}

function LawLine({ basis: { ref, text, edition, read } }: { basis: ItemBasis }) {
  return (
    <li>
      {ref.startsWith('《') ? ref : `《${ref.replace(' ', '》')}`}{' '}
      {!read && <span className="tag amber">依据未核验</span>}
      {(text || edition) && (
        <small>
          {text && `大意：${text}`}
          {edition && `（${edition}）`}
        </small>
      )}
    </li>
  );
}

function Contact({ item, office }: { item: Item; office: Office | undefined }) {
  const { guide } = item;
  return (
    <>
      <h2>在哪办、问谁</h2>
      <Pairs>
        <Pair name="办理部门">
          {office ? <a href={`/offices/${office.id}`}>{office.name}</a> : item.departmentName}
        </Pair>
        <Pair name="地点">
          <Known>{guide?.where ?? office?.address}</Known>
        </Pair>
        <Pair name="时间">
          <Known>{guide?.hours ?? office?.hours}</Known>
        </Pair>
        <Pair name="咨询电话">
          <Known>{guide?.phone ?? office?.phone}</Known>
        </Pair>
        <Pair name="投诉电话">
          <Known>{guide?.complaintPhone}</Known>
        </Pair>
        <Pair name="结果怎么给您">
          <Known>{guide?.delivery.map((way) => deliveryName(way, item.resultType)).join('、')}</Known>
        </Pair>
      </Pairs>
    </>
  );
}

/** The answer in large, what else there is to say of it below. */
function Fee({ text }: { text: string | undefined }) {
  const [answer, ...rest] = (text ?? '').split('；');
  return (
    <>
      <strong>
        <Known>{answer}</Known>
      </strong>
      {rest.length > 0 && <small>{rest.join('；')}</small>}
    </>
  );
}

const deliveryNames = { collection: '到窗口领取', express: '快递送达', electronic: '电子送达' };

/** Where nothing is issued, what comes electronically is the answer itself. */
const deliveryName = (way: keyof typeof deliveryNames, resultType: Item['resultType']) =>
  way === 'electronic' && resultType === 'none' ? '网上送达' : deliveryNames[way];

function Remedies({ item: { remedies } }: { item: Item }) {
  if (remedies.length === 0) return null;
  return (
    <>
      <h2>对结果不服怎么办</h2>
      <ul>
        {remedies.map(({ text, basis }) => (
          <li key={text}>
            {text}
            <span className="small quiet">（{basis.map(({ ref }) => ref).join('；')}）</span>
          </li>
        ))}
      </ul>
    </>
  );
}
