import { describe, expect, it } from 'vitest';
import { fieldOf, safeReturn, sentFields, valuesOf } from './read-form.ts';

describe('the place to return to after signing in', () => {
  it.each(['/my', '/items/a?scope=hot&scope=cold#materials', '/search?q=%E9%A3%9F'])('may be %s', (place) => {
    expect(safeReturn(place)).toBe(place);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/a\\..\\b',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
    '',
    'my',
  ])('is the home page rather than %j', (place) => {
    expect(safeReturn(place)).toBe('/');
  });
});

describe('what a form sent', () => {
  it('is one list of texts for each field', () => {
    expect(sentFields({ one: 'a', many: ['b', 'c'], file: { not: 'a text' } })).toEqual({
      one: ['a'],
      many: ['b', 'c'],
      file: [],
    });
  });

  it('is storable: no U+0000, no half characters, one kind of line end', () => {
    expect(fieldOf({ text: 'a\u0000b\r\nc\ud800' }, 'text')).toBe('ab\nc\ufffd');
  });

  it('never answers with what every object has', () => {
    expect(valuesOf(sentFields({}), 'constructor')).toEqual([]);
    expect(fieldOf({}, 'toString')).toBe('');
    expect(fieldOf(null, 'a')).toBe('');
  });

  it('may have a field with the name of a prototype', () => {
    const sent = sentFields(JSON.parse('{"__proto__":"x"}'));
    expect(Object.getPrototypeOf(sent)).toBe(Object.prototype);
    expect(valuesOf(sent, '__proto__')).toEqual(['x']);
  });
});
