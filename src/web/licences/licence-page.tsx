/** One certificate as its holder has it: the card, what can be done with it, how it stands, what happened, who saw it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import {
  createLicences,
  hasFile,
  isHolder,
  type LicenceView,
  listReadings,
  type Reading,
  type SeenLicence,
} from '../../capabilities/licences/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { dayInWords, momentInWords, shortDay } from '../kit/day-words.ts';
import { Dots, Trail } from '../kit/parts.tsx';
import { itemHref } from '../portal/item-list.tsx';
import { listItemsAbout } from '../portal/items-about.ts';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { LicenceCard } from './licence-card.tsx';
import { LicenceStyles } from './licence-styles.tsx';

export interface LicenceParams {
  licenceId: string;
}

export const licenceHref = (id: string, part = '') =>
  `/my/licences/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`;

/** Absolute, because it is read from paper by somebody else's phone. */
export const verificationAddress = (request: FastifyRequest, id: string) =>
  `${request.protocol}://${request.host}/v/${id}`;

export async function seenOr404(
  portal: Portal,
  request: FastifyRequest<{ Params: LicenceParams }>,
): Promise<SeenLicence> {
  const seen = await createLicences(portal.platform).see(request.params.licenceId, signedIn(request));
  if (!seen) throw shellProblem('subject/unknown');
  return seen;
}

export function licencePageRoutes(app: FastifyInstance, portal: Portal): void {
  const licences = createLicences(portal.platform);
  app.get<{ Params: LicenceParams }>(
    '/my/licences/:licenceId',
    { config: { access: { who: 'signed-in' } }, schema: { hide: true } },
    async (request, reply) => {
      const actor = signedIn(request);
      const seen = await seenOr404(portal, request);
      const { shown } = seen;
      const view = licences.view(seen, actor);
      const mine = isHolder(shown, actor);
      const today = portal.platform.clock.today();
      return sendPage(portal, request, reply, {
        title: `${shown.name} ${shown.number}`,
        body: (
          <>
            <LicenceStyles />
            <Trail places={trailFor(request, shown.caseNo)} />
            <h1 className="no-print">{shown.name}</h1>
            <Standing view={view} />
            <LicenceDocument seen={seen} address={verificationAddress(request, shown.id)} />
            <Actions
              view={view}
              mine={mine}
              files={seen.full && hasFile(seen.open)}
              about={mine ? await listItemsAbout(portal.catalogue, shown.type) : []}
            />
            <Clocks view={view} today={today} />
            <Letters view={view} today={today} />
            <Course view={view} today={today} />
            {mine && <Readings readings={await listReadings(portal.platform, shown.id)} today={today} />}
          </>
        ),
      });
    },
  );
}

function Standing({ view: { registered, timeline, nextSteps } }: { view: LicenceView }) {
  const proposal = timeline.findLast(({ step }) => step === 'propose-ending');
  const mayAnswer = nextSteps.some(({ step }) => step === 'state-views');
  return (
    <>
      {!registered.inForce && (
        <div className="sentence overdue no-print">
          <p className="says">这份证照现在不能使用。</p>
          <p>{registered.says}</p>
          {registered.basis.length > 0 && (
            <p className="small">依据：{registered.basis.map(({ ref }) => ref).join('；')}。</p>
          )}
        </div>
      )}
      {mayAnswer && proposal && (
        <div className="sentence warning no-print">
          <p className="says">{proposal.note}</p>
          <p>您有权陈述、申辩，请在期限内提出。</p>
        </div>
      )}
    </>
  );
}

/** The sealed document where there is room to read it, and on paper; its card on a phone. */
function LicenceDocument({ seen: { open, full, shown }, address }: { seen: SeenLicence; address: string }) {
  const card = <LicenceCard licence={shown} address={address} />;
  if (!full || !hasFile(open)) return card;
  const { id, name, number, data } = shown;
  return (
    <>
      <div className="licence-narrow">{card}</div>
      <figure className="licence-picture">
        <img
          src={`/api/v1/licences/${id}/preview.svg`}
          alt={`${name}，编号 ${number}，持证人${data.holder.name}，盖有${data.authority.name}的电子印章`}
        />
      </figure>
    </>
  );
}

interface ActionsProps {
  view: LicenceView;
  mine: boolean;
  /** Whether there is a sealed file that she may have. */
  files: boolean;
  about: FileableItem[];
}

function Actions({ view, mine, files, about }: ActionsProps) {
  const { licence, nextSteps, registered } = view;
  const mayAnswer = nextSteps.some(({ step }) => step === 'state-views');
  const living = registered.inForce || registered.state === 'suspended';
  return (
    <p className="actions">
      {mayAnswer && (
        <a className="button" href={licenceHref(licence.id, 'views')}>
          陈述、申辩
        </a>
      )}
      {mine && (
        <a className={mayAnswer ? 'button second' : 'button'} href={licenceHref(licence.id, 'show')}>
          亮证
        </a>
      )}
      {living &&
        about
          .filter(({ business }) => business?.kind !== 'renewal' || licence.validTo !== null)
          .map(({ itemId, name, business }) => (
            <a key={itemId} href={`${itemHref(itemId)}/apply?licence=${licence.id}`}>
              {business?.kind === 'renewal' ? '申请延续' : business?.kind === 'change' ? '申请变更' : name}
            </a>
          ))}
      {files && (
        <>
          <a href={`/api/v1/licences/${licence.id}/file`}>下载盖章文件（OFD）</a>
          <a href={`/api/v1/licences/${licence.id}/file.pdf`}>PDF 副本</a>
        </>
      )}
      <button className="link-button" type="button" data-print="" hidden>
        打印
      </button>
      <a href={`/v/${licence.id}`}>核验这份证照</a>
    </p>
  );
}

function Clocks({ view: { clocks }, today }: { view: LicenceView; today: LegalDay }) {
  const running = clocks.filter(({ light, due }) => light !== 'stopped' && due >= today);
  if (running.length === 0) return null;
  return (
    <ul className="no-print">
      {running.map(({ name, label, due, opensOn, basis }) => (
        <li key={name}>
          {label}：{opensOn && opensOn > today && `自 ${dayInWords(opensOn, today)}起，`}最迟{' '}
          <b>{dayInWords(due, today)}</b>
          <span className="small quiet">（{basis.map(({ ref }) => ref).join('；')}）</span>
        </li>
      ))}
    </ul>
  );
}

function Letters({ view: { letters, licence }, today }: { view: LicenceView; today: LegalDay }) {
  if (letters.length === 0) return null;
  return (
    <section className="no-print">
      <h2>文书</h2>
      <ul className="things">
        {letters.toReversed().map(({ id, name, docNo, on }) => (
          <li key={id}>
            <a className="name" href={`/api/v1/licences/${licence.id}/letters/${id}`}>
              {name}
            </a>
            <p className="small quiet">
              <Dots>
                {docNo}
                {shortDay(on, today)}
              </Dots>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Course({ view: { timeline }, today }: { view: LicenceView; today: LegalDay }) {
  return (
    <section className="no-print">
      <h2>这份证照的经过</h2>
      <ol className="timeline" reversed>
        {timeline.toReversed().map(({ version, label, recordedAt, actor, office, note }) => (
          <li key={version}>
            <p>
              <b>{label}</b>
            </p>
            <p>{note}</p>
            <p className="small quiet">
              <Dots>
                {momentInWords(recordedAt, today)}
                {office ?? actor}
              </Dots>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Readings({ readings, today }: { readings: Reading[]; today: LegalDay }) {
  if (readings.length === 0) return null;
  return (
    <section className="no-print">
      <h2>哪些系统查过它</h2>
      <ul className="things">
        {readings.map(({ reader, purpose, authorisation, readAt }) => (
          <li key={readAt.toISOString() + reader}>
            <p>
              <b>{reader}</b>：{purpose}
            </p>
            <p className="small quiet">
              <Dots>
                {momentInWords(readAt, today)}
                {authorisation}
              </Dots>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function trailFor(request: FastifyRequest, caseNo: string) {
  if (request.actor?.kind === 'staff')
    return [{ href: `/desk/cases/${encodeURIComponent(caseNo)}`, name: caseNo }];
  return [
    { href: '/my', name: '我的办件' },
    { href: '/my/licences', name: '我的证照' },
  ];
}
