/** QR codes by the browser's own eye, where it has one (BarcodeDetector). */

interface Detector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function' ? (found as DetectorClass) : undefined;
}

export const canRead = () => detectorClass() !== undefined;
export const canScan = () => canRead() && navigator.mediaDevices?.getUserMedia !== undefined;

/** The text of the first code in a picture; undefined when there is none. */
export async function readCode(picture: Blob): Promise<string | undefined> {
  const Detector = detectorClass();
  if (!Detector) return undefined;
  const bitmap = await createImageBitmap(picture);
  const [code] = await new Detector({ formats: ['qr_code'] }).detect(bitmap);
  return code?.rawValue;
}

const lookEveryMs = 150;

/** Looks through the camera until a code is seen, or the visitor has had enough (the signal). */
export async function scanCode(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const Detector = detectorClass();
  if (!Detector) return undefined;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new Detector({ formats: ['qr_code'] });
    while (!signal.aborted) {
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
      await new Promise((resume) => setTimeout(resume, lookEveryMs));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
