/** What a page that everybody sees is made of, read at most once in a while by each process. */
export function rememberFor<T>(milliseconds: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  return () => {
    if (kept && performance.now() <= kept.until) return kept.value;
    const value = read();
    kept = { value, until: performance.now() + milliseconds };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}
