import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import { publishedForm } from '../../kernel/forms/conditions.ts';
import { taskTypes } from '../../kernel/identifiers/task-code.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Catalogue, createCatalogue, type ItemQuery as Query } from './catalogue.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Item } from './item.ts';
import { cursorInvalid, itemUnknown } from './item-problems.ts';
import {
  ItemAnswer,
  ItemPageAnswer,
  ItemPath,
  ItemQuery,
  type PublishedItem,
  TopicsAnswer,
  VersionQuery,
} from './item-schema.ts';
import { segmenter } from './search-keys.ts';

const open = { access: { who: 'public' } } as const;
const tags = ['items'];

/** Everybody may read what can be done, on what basis and with which materials (行政许可法 §30). */
export function catalogueRoutes(app: FastifyInstance, platform: Platform): void {
  const catalogue = createCatalogue(platform);
  // So that the first person who searches does not wait for the dictionary, and the first answer of all neither.
  app.addHook('onListen', async () => {
    setTimeout(segmenter, 1_000).unref();
  });

  app.get<{ Querystring: Static<typeof ItemQuery> }>(
    '/api/v1/items',
    {
      config: open,
      schema: { tags, summary: '查找事项', querystring: ItemQuery, response: { 200: ItemPageAnswer } },
    },
    ({ query }) => answerPage(catalogue, query),
  );

  app.get<{ Params: Static<typeof ItemPath>; Querystring: Static<typeof VersionQuery> }>(
    '/api/v1/items/:itemId',
    {
      config: open,
      schema: {
        tags,
        summary: '一个事项',
        params: ItemPath,
        querystring: VersionQuery,
        response: { 200: ItemAnswer },
      },
    },
    async ({ params: { itemId }, query: { version } }) => {
      const item = await catalogue.findItem(itemId, version);
      if (!item) throw itemUnknown(itemId, version);
      return published(item);
    },
  );

  app.get(
    '/api/v1/item-topics',
    { config: open, schema: { tags, summary: '事项主题', response: { 200: TopicsAnswer } } },
    async () => ({ items: await catalogue.listTopics(), next: null }),
  );
}

async function answerPage(catalogue: Catalogue, query: Static<typeof ItemQuery>) {
  const { cursor, type, q = '', ...rest } = query;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  if (cursor !== undefined && !after) throw cursorInvalid();
  const wanted: Query = { ...rest, q, type: type?.padStart(2, '0'), after };
  const { items, next } = await catalogue.searchItems(wanted);
  const nothing = items.length === 0 && q.trim() !== '' && !after;
  return {
    items: items.map(published),
    next: next ? writeCursor(next) : null,
    ...(nothing && { suggestions: await catalogue.suggestItems(q) }),
  };
}

/** As stored, with the name of its type, and the form's conditions in the words of JSON Schema. */
function published(item: Item): PublishedItem {
  return {
    ...item,
    taskTypeName: taskTypes[item.taskType],
    form: item.form === null ? null : publishedForm(item.form),
  };
}
