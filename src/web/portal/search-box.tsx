/** Ways to an item that stand on several pages: words, and topics. */

export function SearchBox({ q }: { q: string }) {
  return (
    <search>
      <form className="search" action="/search" method="get">
        <label className="unseen" htmlFor="q">
          事项名称、平常说法或拼音
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          maxLength={100}
          autoComplete="off"
          placeholder="如：开饭店、食品许可"
        />
        <button type="submit" className="button">
          查找
        </button>
      </form>
    </search>
  );
}

export function Topics({ topics }: { topics: { topic: string; label: string; items: number }[] }) {
  if (topics.length === 0) return null;
  return (
    <>
      <h2>按主题找</h2>
      <ul className="chips">
        {topics.map(({ topic, label, items }) => (
          <li key={topic}>
            <a href={`/topics/${topic}`}>
              {label} <span className="quiet small">{items}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
