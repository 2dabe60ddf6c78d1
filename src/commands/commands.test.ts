import { describe, expect, it } from 'vitest';
import { runCheckId } from './check-id.ts';
import { runDeadline } from './deadline.ts';

function call(command: typeof runDeadline | typeof runCheckId, words: string, file = '', isTTY = false) {
  let text = '';
  const write = (piece: string) => {
    text += piece;
  };
  const argv = words === '' ? [] : words.split(' ');
  const readFile = (path: string) => {
    if (path !== 'questions.jsonl') throw new Error('ENOENT');
    return file;
  };
  const exit =
    command === runDeadline
      ? runDeadline(argv, { write, isTTY }, readFile)
      : runCheckId(argv, { write, isTTY }, '2026-11-22');
  return { exit, text, lines: text.split('\n').slice(0, -1) };
}

const deadline = (words: string, file?: string) => call(runDeadline, words, file);

describe('mingchuang deadline', () => {
  it.each([
    ['--from 2026-02-13 --days 20', '2026-03-19'],
    ['--from 2026-02-13 --days 20 --pause 2026-03-02..2026-03-06', '2026-03-25'],
    [
      '--from=2026-02-13 --days=20 --pause 2026-03-02..2026-03-04 --pause 2026-03-03..2026-03-06 --json',
      '2026-03-25',
    ],
    ['--from 2025-09-02 --days 30 --unit natural', '2025-10-09'],
    ['--rule XK-42-1 --from 2026-02-13', '2026-03-19'],
  ])('%s', (words, due) => {
    const { exit, lines } = deadline(words);
    expect(exit).toBe(0);
    expect(lines).toHaveLength(1);
    const answer: unknown = JSON.parse(lines[0] ?? '');
    expect(answer).toMatchObject({ due, provisional: false });
    expect(Object.keys(answer ?? {})).toEqual(['due', 'provisional', 'lines']);
  });

  it('explains itself on a terminal, the JSON last', () => {
    const { lines } = call(runDeadline, '--from 2026-12-21 --days 20', '', true);
    expect(lines[0]).toBe('截止日：2027-01-19（暂定）');
    expect(lines.slice(1, -1).every((line) => line.startsWith('  '))).toBe(true);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ due: '2027-01-19' });
  });

  it.each([
    ['', '缺少起算日'],
    ['--from 2026-02-13', '缺少天数'],
    ['--from 2026-02-30 --days 20', '有效日期'],
    ['--from 2026-02-13 --days twenty', '整数'],
    ['--from 2026-02-13 --days 0', '整数'],
    ['--from 2026-02-13 --days 1e1', '整数'],
    ['--from 2026-02-13 --days 20 --unit weeks', '单位'],
    ['--from 2026-02-13 --days 20 --pause 2026-03-02', '应写成'],
    ['--from 2026-02-13 --days 20 --pause 2026-03-06..2026-03-02', '早于'],
    ['--from 2026-02-13 --days 20 --unit natural --pause 2026-03-02..2026-03-06', '自然日'],
    ['--rule XK-99 --from 2026-02-13', 'XK-99'],
    ['--rule XK-42-1 --days 5 --from 2026-02-13', '自带'],
    ['--form 2026-02-13', '参数有误'],
    ['--batch nowhere.jsonl', '无法读取'],
    ['--batch questions.jsonl --days 3', '单独'],
  ])('%s is a bad call', (words, message) => {
    const { exit, text } = deadline(words);
    expect(exit).toBe(2);
    expect(text).toContain(message);
    expect(text).toContain('用法');
  });

  it('a bad call with --json is a JSON error', () => {
    const { exit, lines } = deadline('--from x --days 2 --json');
    expect(exit).toBe(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { code: 'deadline/bad-day' } });
  });
});

describe('mingchuang deadline --batch', () => {
  const good = '{"from":"2026-02-13","days":20,"unit":"working","pauses":["2026-03-02..2026-03-06"]}';

  it('gives one answer a line in the same order, and goes on after a bad line', () => {
    const { exit, lines } = deadline(
      '--batch questions.jsonl',
      [
        good,
        'not json',
        '{"from":"2025-09-02","days":30,"unit":"natural"}',
        '',
        '{"from":"2026-02-13","days":"20"}',
        '{"from":"2026-02-13","rule":"XK-32-4"}',
        '{"from":"2026-02-13","days":20,"pause":["2026-03-02..2026-03-06"]}',
        '{"from":"2026-02-13","days":20,"pauses":["2026-03-06..2026-03-02"]}',
        '[]',
        '',
      ].join('\n'),
    );
    expect(exit).toBe(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { due: '2026-03-25' },
      { error: { code: 'batch/not-json' } },
      { due: '2025-10-09' },
      { error: { code: 'batch/not-json' } },
      { error: { code: 'batch/bad-line' } },
      { due: '2026-02-27' },
      { error: { code: 'batch/bad-line' } },
      { error: { code: 'deadline/bad-pause' } },
      { error: { code: 'batch/bad-line' } },
    ]);
  });

  it('ends with 0 when every line was answered, whatever the line ends', () => {
    const { exit, lines } = deadline('--batch questions.jsonl --json', `\uFEFF${good}\r\n${good}\r\n`);
    expect(exit).toBe(0);
    expect(lines).toHaveLength(2);
  });
});

describe('mingchuang check-id', () => {
  it.each([
    ['91350100M000100Y43', 0, 'yes'],
    ['91350211M0000XUF46', 0, 'unusual'],
    ['110105194912310021', 1, 'no'],
    ['hello', 1, 'no'],
  ])('%s ends with %i', (value, exit, valid) => {
    const answer = call(runCheckId, `${value} --json`);
    expect(answer.exit).toBe(exit);
    expect(JSON.parse(answer.text)).toMatchObject({ valid });
    expect(Object.keys(JSON.parse(answer.text))).toEqual(['kind', 'valid', 'parts', 'why']);
  });

  it('says it in words on a terminal', () => {
    const { lines } = call(runCheckId, '91350211M0000XUF46', '', true);
    expect(lines[0]).toMatch(/^可疑，需要核实：/);
    expect(lines).toHaveLength(2);
  });

  it.each(['', '--json', 'a b', '--help'])('"%s" is a bad call', (words) => {
    expect(call(runCheckId, words).exit).toBe(2);
  });
});
