import { answerRequest, type DeadlineRequest } from '../kernel/rules/deadline-request.ts';
import type { Calendar } from '../kernel/time/calendar.ts';
import { DeadlineInputFault } from '../kernel/time/deadline.ts';

/** Answers are handed on in pieces of about this many characters, so that a large file needs little memory. */
const pieceLength = 65_536;

/**
 * One answer a line, in the order of the questions; a line that cannot be answered gets
 * `{"error":{"code","message"}}` in its place and the rest goes on. Returns how many could not be answered.
 */
export function answerBatch(calendar: Calendar, text: string, out: { write(text: string): unknown }): number {
  const questions = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (questions.at(-1) === '') questions.pop();
  let piece = '';
  let bad = 0;
  for (const question of questions) {
    const answer = answerLine(calendar, question);
    if ('error' in answer) bad++;
    piece += `${JSON.stringify(answer)}\n`;
    if (piece.length < pieceLength) continue;
    out.write(piece);
    piece = '';
  }
  if (piece !== '') out.write(piece);
  return bad;
}

function answerLine(calendar: Calendar, question: string): object {
  let json: unknown;
  try {
    json = JSON.parse(question);
  } catch {
    return refusal('batch/not-json', '这一行不是JSON。');
  }
  const request = readQuestion(json);
  if (typeof request === 'string') return refusal('batch/bad-line', request);
  try {
    return answerRequest(calendar, request);
  } catch (fault) {
    if (fault instanceof DeadlineInputFault) return refusal(fault.code, fault.message);
    throw fault;
  }
}

const members = new Set(['from', 'days', 'unit', 'pauses', 'rule']);

/** The question of one line, or in words what is wrong with it. A member nobody knows may be a misspelt pause. */
function readQuestion(json: unknown): DeadlineRequest | string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return '这一行不是JSON对象。';
  const stranger = Object.keys(json).find((member) => !members.has(member));
  if (stranger !== undefined) return `不认识“${stranger}”；可用的是from、days、unit、pauses、rule。`;
  const { from, days, unit, pauses, rule }: Record<string, unknown> = { ...json };
  if (!isTextOrAbsent(from) || !isTextOrAbsent(unit) || !isTextOrAbsent(rule))
    return 'from、unit、rule应为文字。';
  if (days !== undefined && typeof days !== 'number') return 'days应为数字。';
  if (pauses !== undefined && !isTexts(pauses)) return 'pauses应为“A..B”的列表。';
  return { from, days, unit, pauses, rule };
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}

function refusal(code: string, message: string) {
  return { error: { code, message } };
}
