import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawingType, palette } from './palette.ts';

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

it.each(Object.entries(palette))('%s is the colour of the style sheets', (name, colour) => {
  expect(tokens).toContain(`--${name}: ${colour};`);
});

it('a drawing is set in the same type', () => {
  expect(tokens.replaceAll('"', '')).toContain(`--type: ${drawingType};`);
});
