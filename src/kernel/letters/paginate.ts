/** Deals blocks out to pages. */
import type { Mark } from '../page/drawn.ts';
import { area, pitch } from './letter-measures.ts';

export interface Block {
  /** In mm. */
  height: number;
  /** Never the last of its page: what follows must stand on the same one. */
  withNext?: boolean;
  /** Begins on a line of the page's grid. */
  onGrid?: boolean;
  /** Stands at the foot of its page. */
  atFoot?: boolean;
  /** Repeated above it where it begins a page: the head of a table. */
  head?: Block;
  draw(top: number): Mark[];
}

export interface PlacedBlock {
  block: Block;
  /** From 1. */
  page: number;
  top: number;
}

export function paginate(blocks: readonly Block[]): PlacedBlock[] {
  const placed: PlacedBlock[] = [];
  let [page, used] = [1, 0];
  for (const group of together(blocks)) {
    if (used > 0 && endOf(group, used) > area.height + tolerance) {
      page += 1;
      used = 0;
    }
    for (const block of group) {
      if (used > 0 && startOf(block, used) + block.height > area.height + tolerance) {
        page += 1;
        used = 0;
      }
      if (used === 0 && block.head) {
        placed.push({ block: block.head, page, top: area.y });
        used = block.head.height;
      }
      const start = block.atFoot ? area.height - block.height : startOf(block, used);
      placed.push({ block, page, top: area.y + start });
      used = start + block.height;
    }
  }
  return placed;
}

/** Rounding must not push a line off its page. */
const tolerance = 0.01;

function startOf({ onGrid }: Block, used: number): number {
  return onGrid ? Math.ceil((used - tolerance) / pitch) * pitch : used;
}

function endOf(group: readonly Block[], used: number): number {
  return group.reduce((end, block) => startOf(block, end) + block.height, used);
}

function together(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const [at, block] of blocks.entries()) {
    if (at > 0 && blocks[at - 1]?.withNext) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}
