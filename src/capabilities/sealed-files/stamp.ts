import type { Stamp } from '../../kernel/ofd/sign-ofd.ts';
import type { SealPlace } from '../../kernel/page/drawn.ts';
import type { UsableSeal } from '../seals/public.ts';

/** The seal in its own size, in the middle of the place that was left for it. */
export function stampAt(place: SealPlace, { width, height }: Pick<UsableSeal, 'width' | 'height'>): Stamp {
  return {
    page: place.page,
    x: place.x + (place.width - width) / 2,
    y: place.y + (place.height - height) / 2,
    width,
    height,
  };
}
