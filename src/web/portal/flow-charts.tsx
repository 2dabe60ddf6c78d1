/** The flow chart as the portal shows it: a picture beside the page, so that the page stays light, and its words in it. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { renderToStaticMarkup } from 'react-dom/server';
import { chartForParties, type FlowChart } from '../../kernel/procedure/flow-chart.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { type ChartWidth, chartWidths, FlowChartDrawing, FlowChartInWords } from '../kit/flow-chart.tsx';
import type { ChartWords } from '../kit/flow-chart-words.ts';
import { asCitizensHear } from '../kit/role-names.ts';
import { itemHref } from './item-list.tsx';
import { type CaseParams, caseHref, getOwnCase } from './my-case.ts';
import type { Portal } from './portal-sources.ts';

interface Drawn {
  chart: FlowChart;
  way: ChartWords['way'];
  title: string;
}

type WidthParams = { width: string };

export function flowChartRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: { itemId: string } & WidthParams }>(
    '/items/:itemId/flow-chart/:width',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const item = await portal.catalogue.findItem(request.params.itemId);
      if (!item?.fileable) throw shellProblem('subject/unknown');
      const chart = chartForParties((await portal.cases().explain(item)).chart);
      reply.header('cache-control', 'public, max-age=300');
      return sendDrawing(reply, request.params, { chart, way: null, title: `${item.name}的流程图` });
    },
  );
  app.get<{ Params: CaseParams & WidthParams }>(
    '/my/cases/:caseNo/flow-chart/:width',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply) => {
      const open = await getOwnCase(portal, request);
      const flow = portal.cases().flowOf(open, signedIn(request));
      return sendDrawing(reply, request.params, { ...flow, title: `${open.record.itemName}的流程图` });
    },
  );
}

function sendDrawing(reply: FastifyReply, { width }: WidthParams, drawn: Drawn) {
  const kind = Object.keys(chartWidths).find((known): known is ChartWidth => `${known}.svg` === width);
  if (!kind) throw shellProblem('subject/unknown');
  const drawing = <FlowChartDrawing {...drawn} id="flow" width={kind} takers={asCitizensHear} />;
  return reply.type('image/svg+xml; charset=utf-8').send(renderToStaticMarkup(drawing));
}

/** Below this much room the narrow drawing is the one that can be read. */
const wideFrom = 'min-width: 45rem';

function Picture({ address, title, ...words }: { address: string } & Drawn) {
  return (
    <figure className="flow-chart">
      <picture>
        <source media={`(${wideFrom})`} srcSet={`${address}/wide.svg`} />
        <img src={`${address}/narrow.svg`} alt={`${title}，下方有文字说明`} loading="lazy" />
      </picture>
      <FlowChartInWords chart={words.chart} way={words.way} takers={asCitizensHear} />
    </figure>
  );
}

export function ItemFlowChart({ itemId, name, chart }: { itemId: string; name: string; chart: FlowChart }) {
  return (
    <Picture address={`${itemHref(itemId)}/flow-chart`} title={`${name}的流程图`} chart={chart} way={null} />
  );
}

export function CaseFlowChart({ caseNo, ...drawn }: { caseNo: string } & Drawn) {
  return <Picture address={caseHref(caseNo, 'flow-chart')} {...drawn} />;
}
