/**
 * Verifies the seals of an OFD document by GB/T 38540, version 4 and the older version 1, and reports every step by
 * itself. Needs nothing but the bytes; what comes from strangers is answered in bounded time and memory.
 */
import { DerFault } from '../der/read-der.ts';
import { isSignedData, readSealing } from '../seals/read-sealing.ts';
import { type Certificate, readCertificate } from '../x509/read-certificate.ts';
import { checkCoverage, checkReferences, noteLocations } from './check-files.ts';
import {
  checkDataHash,
  checkPropertyInfo,
  checkSeal,
  checkSignature,
  checkSigner,
  type ReadSealing,
} from './check-sealing.ts';
import { checkChain, checkValidity } from './check-validity.ts';
import { copyFault, isCopy, packageFaultDetail } from './package-fault-words.ts';
import { XmlFault } from './read-xml.ts';
import { ZipFault } from './read-zip.ts';
import { openPackage, type ReadablePackage } from './readable-package.ts';
import { findSealedPlaces, PackageFault, type SealedPlace } from './sealed-places.ts';
import {
  allStepNames,
  combineSteps,
  failed,
  notChecked,
  type OfdVerification,
  ok,
  type SealingReport,
  type VerificationNote,
  type VerificationStep,
} from './verification.ts';

export interface VerifyOptions {
  /** DER certificates of roots and of the authorities below them. Absent: the chain is not checked. */
  trustedRoots?: readonly Uint8Array[];
  /**
   * The moment of the verification, where its clock can be trusted: nothing is sealed after it. Absent: not compared, so
   * that a machine whose clock is wrong refuses nothing.
   */
  now?: Date;
}

export function verifyOfd(
  bytes: Uint8Array,
  { trustedRoots = [], now }: VerifyOptions = {},
): OfdVerification {
  const trusted = trustedRoots.map(readCertificate);
  if (isCopy(bytes)) return unreadable(copyFault);
  try {
    return verifyPackage(openPackage(bytes), trusted, now);
  } catch (error) {
    if (error instanceof ZipFault || error instanceof XmlFault || error instanceof PackageFault) {
      return unreadable(packageFaultDetail(error));
    }
    throw error;
  }
}

function verifyPackage(
  files: ReadablePackage,
  trusted: readonly Certificate[],
  now: Date | undefined,
): OfdVerification {
  const { places, notes } = findSealedPlaces(files);
  if (places.length === 0) return unsealed(files, notes);
  const readings = places.map((place) => readPlace(files, place));
  for (const reading of readings) {
    // A seal beside its signature protects itself when it is the one inside.
    if ('sealing' in reading && isSameSeal(files, reading))
      reading.place.parts.push(reading.place.seal ?? '');
  }
  const sealings = readings.map((reading) => report(files, reading, places, trusted, now));
  const count = `文件包可以读取，共 ${files.paths.length} 个文件、${places.length} 个签章。`;
  return conclude(ok('package', count), sealings, [
    ...notes,
    ...places.flatMap((place) => noteLocations(files, place)),
    ...readings.flatMap(noteSealing),
  ]);
}

/** A signature whose parts could not be read, and why. */
interface UnreadSealing {
  place: SealedPlace;
  fault: { code: string; detail: string };
}

function readPlace(files: ReadablePackage, place: SealedPlace): ReadSealing | UnreadSealing {
  if (place.signedValue && (files.size(place.signedValue) ?? 0) > largestValue) {
    const detail = '签章值大得不合常理，没有读取。';
    return { place, fault: { code: 'signature/too-large', detail } };
  }
  const value = place.signedValue && files.read(place.signedValue);
  if (!value) {
    const detail = `找不到签章值（${place.description.signedValueLocation ?? '未注明位置'}）。`;
    return { place, fault: { code: 'signature/missing', detail } };
  }
  if (place.type === 'Sign' || isSignedData(value)) {
    const detail = '这是不带印章的数字签名，不是电子签章；本程序只核验电子签章。';
    return { place, fault: { code: 'signature/no-seal', detail } };
  }
  const sealing = unlessMalformed(() => readSealing(value));
  if (!sealing) {
    return {
      place,
      fault: { code: 'signature/unreadable', detail: '签章值不是完整的电子签章数据，无法读取。' },
    };
  }
  if (!knownVersions.includes(sealing.version)) {
    const detail = `签章的格式版本 ${sealing.version} 不是本程序认识的版本（GB/T 38540 的第 4 版、GM/T 0031 的第 1 版）。`;
    return { place, fault: { code: 'signature/version', detail } };
  }
  return {
    place,
    sealing,
    signer: unlessMalformed(() => readCertificate(sealing.certificate)),
    maker: unlessMalformed(() => readCertificate(sealing.seal.maker.certificate)),
  };
}

/** Certificates, a picture, two signatures: real ones stay below a tenth of it. */
const largestValue = 2 * 1024 * 1024;

/** Writers of the older format number it 1, 2 or 3. */
const knownVersions = [1, 2, 3, 4];

function unlessMalformed<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}

function isSameSeal(files: ReadablePackage, { place, sealing }: ReadSealing): boolean {
  if (!place.seal || files.size(place.seal) !== sealing.seal.raw.length) return false;
  const beside = files.read(place.seal);
  return beside !== undefined && Buffer.compare(beside, sealing.seal.raw) === 0;
}

function report(
  files: ReadablePackage,
  reading: ReadSealing | UnreadSealing,
  places: readonly SealedPlace[],
  trusted: readonly Certificate[],
  now: Date | undefined,
): SealingReport {
  const { place } = reading;
  const ofFiles = [checkReferences(files, place), checkCoverage(files, place, places)];
  if ('fault' in reading) return { path: place.path, steps: [...ofFiles, ...unreadSteps(reading)] };
  const { sealing, signer } = reading;
  const { name, esId, validFrom, validTo } = sealing.seal;
  return {
    path: place.path,
    seal: { name, esId, validFrom, validTo },
    ...(signer && { signer: signer.subject.text }),
    ...(sealing.sealedAt && { sealedAt: sealing.sealedAt }),
    version: sealing.version,
    steps: [
      ...ofFiles,
      checkDataHash(files, reading),
      checkPropertyInfo(reading),
      checkSignature(reading),
      checkSeal(files, reading),
      checkSigner(reading),
      checkValidity(reading, now),
      checkChain(reading, trusted),
    ],
  };
}

const fileSteps = ['package', 'references', 'coverage'];

function unreadSteps({ fault }: UnreadSealing): VerificationStep[] {
  return allStepNames
    .filter((name) => !fileSteps.includes(name))
    .map((name) =>
      name === 'signature'
        ? failed('signature', fault.code, fault.detail)
        : notChecked(name, fault.code, '签章无法读取，没有核对。'),
    );
}

function noteSealing(reading: ReadSealing | UnreadSealing): VerificationNote[] {
  if ('fault' in reading) return [];
  const faults = new Set([...reading.sealing.derFaults, ...reading.sealing.seal.derFaults]);
  if (faults.size === 0) return [];
  const detail = `签章数据的编码不是严格的 DER（${[...faults].join('、')}）。本程序按原样核验；重新编码的程序可能不认可。`;
  return [{ code: 'der/not-canonical', detail }];
}

function unsealed(files: ReadablePackage, notes: VerificationNote[]): OfdVerification {
  const steps = allStepNames.map((name) => {
    if (name === 'package') return ok('package', `文件包可以读取，共 ${files.paths.length} 个文件。`);
    if (name === 'signature') return failed('signature', 'signature/none', '文件没有加盖电子印章。');
    return notChecked(name, 'signature/none', '文件没有加盖电子印章，没有核对。');
  });
  return { outcome: 'failed', isChainChecked: false, steps, sealings: [], notes };
}

function unreadable({ code, detail }: { code: string; detail: string }): OfdVerification {
  const steps = allStepNames.map((name) =>
    name === 'package' ? failed(name, code, detail) : notChecked(name, code, '文件无法读取，没有核对。'),
  );
  return { outcome: 'failed', isChainChecked: false, steps, sealings: [], notes: [] };
}

function conclude(
  packageStep: VerificationStep,
  sealings: SealingReport[],
  notes: VerificationNote[],
): OfdVerification {
  const steps = combineSteps(packageStep, sealings);
  const chain = steps.find(({ name }) => name === 'chain');
  return {
    outcome: steps.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'ok',
    isChainChecked: chain?.outcome === 'ok',
    steps,
    sealings,
    notes,
  };
}
