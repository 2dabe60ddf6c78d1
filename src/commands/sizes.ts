/** As people read sizes: 12.3 MB. */
export function inBytes(bytes: number): string {
  const units = ['字节', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return step === 0 ? `${bytes} 字节` : `${(bytes / 1024 ** step).toFixed(1)} ${units[step]}`;
}
