/** `/verify`: whoever was shown a certificate checks it, with the file or with what stands on it. Works without a script. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LicenceVerification } from '../../capabilities/licences/public.ts';
import { readVerification, verifyAsked } from '../../capabilities/licences/public.ts';
import { Problem } from '../../platform/http/problem.ts';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import type { Portal } from '../portal/portal-sources.ts';
import { findReturned, giveBack } from '../portal/returned-forms.ts';
import { Csrf, sendPage } from '../portal/send-page.tsx';
import { LicenceStyles } from './licence-styles.tsx';
import { Verification } from './verification.tsx';

const config = { access: { who: 'public' as const }, rateLimit: guessingLimit };

export function verifyPageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get('/verify', { config, schema: { hide: true } }, async (request, reply) => {
    const { faults } = await findReturned(portal.platform, request);
    return show(portal, request, reply, { faults });
  });

  app.post(
    '/verify',
    { config: { ...config, tokenInUpload: true }, schema: { hide: true } },
    async (request, reply) => {
      try {
        const asked = await readVerification(request);
        return show(portal, request, reply, {
          faults: [],
          verification: await verifyAsked(portal.platform, asked),
        });
      } catch (problem) {
        if (!(problem instanceof Problem) || !problem.errors) throw problem;
        const faults = problem.errors.map(({ pointer, message }) => ({
          href: `#${pointer.slice(1)}`,
          message,
        }));
        return giveBack(portal.platform, request, reply, '/verify', { faults });
      }
    },
  );
}

interface Shown {
  faults: Fault[];
  verification?: LicenceVerification;
}

function show(portal: Portal, request: FastifyRequest, reply: FastifyReply, { faults, verification }: Shown) {
  return sendPage(portal, request, reply, {
    title: verification ? '核验结果' : '核验证照',
    body: (
      <>
        <LicenceStyles />
        <Trail places={[{ href: '/', name: '首页' }]} />
        {verification ? (
          <>
            <Verification verification={verification} />
            <p className="actions">
              <a href="/verify">再核验一份</a>
            </p>
          </>
        ) : (
          <Question request={request} faults={faults} />
        )}
      </>
    ),
  });
}

function Question({ request, faults }: { request: FastifyRequest; faults: Fault[] }) {
  const faultAt = (id: string) => faults.find(({ href }) => href === `#${id}`)?.message;
  return (
    <>
      <h1>核验证照</h1>
      <p className="lead">
        看证照是不是真的、现在有没有效。手机扫证照上的二维码最快；没有二维码的，用下面任一种办法。
      </p>
      <FaultSummary faults={faults} title="没有核验" />
      <form method="post" action="/verify" encType="multipart/form-data" className="ways" noValidate>
        <Csrf request={request} />
        <section>
          <h2>有证照文件</h2>
          <Field id="file" label="证照文件（扩展名 .ofd）" fault={faultAt('file')}>
            <input id="file" name="file" type="file" accept=".ofd" />
          </Field>
          <p className="small quiet">逐字节核对文件和上面的签章。文件只用来核验，不保存。</p>
        </section>
        <section>
          <h2>有电子证照标识</h2>
          <Field
            id="identifier"
            label="电子证照标识"
            hint="在证照下沿，以 1.2.156.3005.2 开头。"
            fault={faultAt('identifier')}
          >
            <input id="identifier" name="identifier" autoComplete="off" maxLength={200} />
          </Field>
        </section>
        <section>
          <h2>只有编号</h2>
          <Field id="number" label="证照编号" fault={faultAt('number')}>
            <input id="number" name="number" autoComplete="off" maxLength={60} />
          </Field>
          <Field
            id="holderTail"
            label="持证人证件号码末四位"
            hint="单位填统一社会信用代码的末四位。"
            fault={faultAt('holderTail')}
          >
            <input id="holderTail" name="holderTail" className="short" autoComplete="off" maxLength={8} />
          </Field>
        </section>
        <p className="actions">
          <button type="submit" className="button" data-sending="正在核验…">
            核验
          </button>
        </p>
      </form>
    </>
  );
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  fault: string | undefined;
  children: React.ReactNode;
}

function Field({ id, label, hint, fault, children }: FieldProps) {
  return (
    <div className={fault ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint && <p className="hint">{hint}</p>}
      {fault && <p className="fault">{fault}</p>}
      {children}
    </div>
  );
}
