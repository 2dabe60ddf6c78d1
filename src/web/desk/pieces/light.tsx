import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';

export type LightName = CaseSummary['light'];

/** A light is never its colour alone: a shape and a word carry it, too. */
export const lights: Record<LightName, { shape: string; word: string }> = {
  overdue: { shape: '■', word: '逾期' },
  warning: { shape: '▲', word: '预警' },
  normal: { shape: '●', word: '正常' },
  paused: { shape: '‖', word: '暂停' },
  stopped: { shape: '○', word: '停止' },
};

export const lightNames = ['overdue', 'warning', 'normal', 'paused', 'stopped'] as const;
export const isLight = (value: string | null): value is LightName =>
  value !== null && Object.hasOwn(lights, value);

export function Light({ light }: { light: LightName }) {
  const { shape, word } = lights[light];
  return (
    <span className={`light ${light}`}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}
