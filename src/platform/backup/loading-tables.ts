import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { BackupFault, type FilledTable, type TableShape } from './archive-format.ts';
import { listTables, qualified, withColumns } from './database-contents.ts';

interface Filling {
  name: string;
  rows: CopyStreamQuery;
  ended: Promise<void>;
  hash: Hash;
}

/**
 * Fills the tables of a migrated database within the transaction of `client`. Foreign keys are taken off and put on again
 * afterwards, when every row is there: the owner of a managed database may not switch their checking off. Triggers of ours
 * stay silent, for what they would do has been done.
 */
export class LoadingTables {
  readonly #client: pg.Client;
  /** As they stand in the archive. */
  readonly #shapes: readonly TableShape[];
  readonly #foreignKeys: ForeignKey[];
  readonly #loaded = new Map<string, { rows: number; sm3: string }>();
  #filling: Filling | undefined;

  private constructor(client: pg.Client, shapes: readonly TableShape[], foreignKeys: ForeignKey[]) {
    this.#client = client;
    this.#shapes = shapes;
    this.#foreignKeys = foreignKeys;
  }

  static async begin(client: pg.Client, shapes: readonly TableShape[]): Promise<LoadingTables> {
    const tables = await listTables(client);
    const foreignKeys = await listForeignKeys(client);
    for (const { table, name } of foreignKeys) {
      await client.query(`alter table ${table} drop constraint ${client.escapeIdentifier(name)}`);
    }
    for (const table of tables) {
      await client.query(`alter table ${qualified(client, table)} disable trigger user`);
    }
    // Migrations leave rows of their own; the backup has them, or what became of them.
    const names = tables.map((table) => qualified(client, table)).join(', ');
    if (names) await client.query(`truncate ${names}`);
    return new LoadingTables(client, shapes, foreignKeys);
  }

  /** The next piece of the rows of `name` (`schema.table`). */
  async take(name: string, piece: AsyncIterable<Buffer>): Promise<void> {
    if (this.#filling?.name !== name) {
      await this.#endTable();
      this.#filling = this.#beginTable(name);
    }
    const { rows, hash, ended } = this.#filling;
    for await (const chunk of piece) {
      hash.update(chunk);
      if (!rows.write(chunk)) await Promise.race([once(rows, 'drain'), ended]);
    }
  }

  /** Throws unless exactly the rows of `wanted` were loaded, and every foreign key holds. */
  async finish(wanted: readonly FilledTable[]): Promise<void> {
    await this.#endTable();
    for (const { name, rows, sm3 } of wanted) {
      const loaded = this.#loaded.get(name) ?? { rows: 0, sm3: nothing };
      this.#loaded.delete(name);
      if (loaded.rows !== rows || loaded.sm3 !== sm3) {
        throw new BackupFault(`表 ${name} 的内容与清单不符：没有恢复任何内容。`);
      }
    }
    if (this.#loaded.size > 0) throw new BackupFault('备份里有清单没有列出的表：没有恢复任何内容。');
    for (const { table, name, definition } of this.#foreignKeys) {
      await this.#client.query(
        `alter table ${table} add constraint ${this.#client.escapeIdentifier(name)} ${definition}`,
      );
    }
    for (const table of await listTables(this.#client)) {
      await this.#client.query(`alter table ${qualified(this.#client, table)} enable trigger user`);
    }
  }

  #beginTable(name: string): Filling {
    const shape = this.#shapes.find((one) => `${one.schema}.${one.name}` === name);
    if (!shape || this.#loaded.has(name)) {
      throw new BackupFault(`备份里的表 ${name} 没有列出，或者出现了两次：没有恢复任何内容。`);
    }
    const rows = this.#client.query(copyFrom(`copy ${withColumns(this.#client, shape)} from stdin`));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    rows.once('finish', resolve).once('error', reject);
    promise.catch(() => undefined); // heard again by whoever awaits it
    return { name, rows, ended: promise, hash: createHash('sm3') };
  }

  async #endTable(): Promise<void> {
    if (!this.#filling) return;
    const { name, rows, ended, hash } = this.#filling;
    rows.end();
    await ended;
    this.#loaded.set(name, { rows: rows.rowCount, sm3: hash.digest('hex') });
    this.#filling = undefined;
  }
}

const nothing = createHash('sm3').digest('hex');

interface ForeignKey {
  /** Quoted. */
  table: string;
  name: string;
  definition: string;
}

async function listForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c where c.contype = 'f' and c.conparentid = 0 order by c.oid`,
  );
  return rows;
}
