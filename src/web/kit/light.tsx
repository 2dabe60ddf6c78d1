/** The state of a deadline: a shape and a word, never colour alone. */
export type LightName = 'normal' | 'warning' | 'overdue' | 'paused' | 'stopped';

const lights: Record<LightName, { shape: string; word: string }> = {
  normal: { shape: '●', word: '正常' },
  warning: { shape: '▲', word: '临近到期' },
  overdue: { shape: '■', word: '已逾期' },
  paused: { shape: '‖', word: '暂停计时' },
  stopped: { shape: '○', word: '已结束' },
};

export function Light({ light }: { light: LightName }) {
  const { shape, word } = lights[light];
  return (
    <span className={`light ${light}`}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}
