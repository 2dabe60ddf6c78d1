/** 亮证: one code on a quiet page, large enough for any phone that reads it. It lives two minutes; a script only counts down. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHolder, presentationLastsMs, presentationOf } from '../../capabilities/licences/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { Trail } from '../kit/parts.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { type LicenceParams, licenceHref, seenOr404 } from './licence-page.tsx';
import { LicenceStyles } from './licence-styles.tsx';

export function showPageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: LicenceParams }>(
    '/my/licences/:licenceId/show',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply) => {
      const { shown } = await seenOr404(portal, request);
      if (!isHolder(shown, signedIn(request))) throw shellProblem('access/forbidden');
      const token = presentationOf(portal.platform, shown.id);
      const href = licenceHref(shown.id, 'show');
      return sendPage(portal, request, reply, {
        title: `亮证：${shown.name}`,
        body: (
          <>
            <LicenceStyles />
            <Trail
              places={[
                { href: '/my/licences', name: '我的证照' },
                { href: licenceHref(shown.id), name: shown.name },
              ]}
            />
            <section className="showing" data-expires={presentationLastsMs / 1000}>
              <h1>{shown.name}</h1>
              <p className="quiet">
                {shown.data.holder.name}
                <br />
                <span className="number">{shown.number}</span>
              </p>
              <div>
                <QrCode text={addressOf(request, token)} label="亮证二维码" />
              </div>
              <p role="status">
                <span data-left="" hidden />
                <span data-steady="">两分钟内有效</span>
              </p>
              <p className="actions">
                <a className="button second" href={href}>
                  刷新二维码
                </a>
              </p>
            </section>
            <p className="small quiet">
              请对方用手机扫描。扫描后看到的是这份证照的内容和现在的状态。窗口工作人员扫描，表示您同意在办理当前事项时取用这份证照。
            </p>
          </>
        ),
      });
    },
  );
}

const addressOf = (request: FastifyRequest, token: string) =>
  `${request.protocol}://${request.host}/s/${token}`;
