/**
 * Sealed certificates and verified ones, a second and core: by the processor's time, since what else the machine does is
 * no matter of ours. Every certificate is another one; the seal and its authorities are known, as they are in a house.
 */
import { templateOf } from '../../src/capabilities/licences/templates/demonstration-templates.ts';
import { packOfd } from '../../src/kernel/ofd/package.ts';
import { signer, signWith, theSeal, trustedRoots } from '../../src/kernel/ofd/sealed-document.fixture.ts';
import { signOfd } from '../../src/kernel/ofd/sign-ofd.ts';
import { verifyOfd } from '../../src/kernel/ofd/verify-ofd.ts';
import { renderCertificate } from '../../src/platform/printing/render-certificate.ts';
import { usualValues } from '../../test/printing/demonstration-values.ts';

export async function timeSeals(count) {
  const template = templateOf('food-business-licence');
  const values = (place) => ({ ...usualValues, 证照编号: `JY2350199${String(place).padStart(7, '0')}` });
  const rendered = await timed(count, async (place) => print(template, values(place)));
  const sealed = await timed(count, async (place) => seal(rendered.made[place]));
  const verified = await timed(count, async (place) => {
    const { outcome, isChainChecked } = verifyOfd(sealed.made[place], { trustedRoots });
    if (outcome !== 'ok' || !isChainChecked) throw new Error('a sealed certificate was not right');
  });
  return {
    printedPerSecond: rendered.perSecond,
    sealedPerSecond: sealed.perSecond,
    verifiedPerSecond: verified.perSecond,
    kilobytes: sealed.made[0].length / 1024,
  };
}

function print(template, values) {
  const answer = renderCertificate(template, values, {
    createdOn: '2026-03-02',
    author: '明川经济开发区市场监督管理局',
    sealed: true,
    qr: 'https://mingchuang.example/v/abcdefghijklmnopqrstuvwxyz',
  });
  if (answer.kind === 'refused') throw new Error(answer.refusals.map(({ reason }) => reason).join());
  return answer.package;
}

async function seal(files) {
  const signed = await signOfd(files, {
    seal: { seal: theSeal, certificate: signer.certificate },
    sign: signWith(signer),
    stamps: [{ page: 1, x: 150, y: 200, width: 42, height: 42 }],
    signedAt: new Date('2026-03-02T01:00:00Z'),
  });
  return packOfd(signed);
}

async function timed(count, work) {
  for (let place = 0; place < 5; place++) await work(place);
  const before = process.cpuUsage();
  const made = [];
  for (let place = 0; place < count; place++) made.push(await work(place));
  const { user, system } = process.cpuUsage(before);
  return { made, perSecond: count / ((user + system) / 1e6) };
}
