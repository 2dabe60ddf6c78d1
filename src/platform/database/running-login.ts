/**
 * A login of the running role's own in a database that was given by DATABASE_URL. Were the owner's login to put the role on
 * (`set role`), any statement smuggled into a query could put it off again and own the ledger.
 */
import { createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import type { Config } from '../config.ts';
import { sessionKeyOf } from '../process/session-key.ts';
import { StartFault } from '../process/start-fault.ts';
import { withOption } from './database.ts';

/** The address under which requests and jobs run; the login is made, or given its password, when it cannot enter. */
export async function letRunningLoginIn(config: Config, ownerUrl: string): Promise<string> {
  const url = config.runningDatabaseUrl ?? (await ownLogin(config, ownerUrl));
  await refuseWayBack(url, config.runningDatabaseUrl !== undefined);
  // Whatever the login is called, what runs is the role that the migrations know.
  return withOption(url, '-c role=mingchuang_run');
}

async function ownLogin(config: Config, ownerUrl: string): Promise<string> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const login = await loginOf(client);
    // Every process of an installation shares this secret already: none has to be told another.
    const password = Buffer.from(
      hkdfSync('sha256', sessionKeyOf(config), login, 'mingchuang database login', 24),
    ).toString('hex');
    const url = withLogin(ownerUrl, login, password);
    if (!(await mayEnter(url))) await makeLogin(client, login, password);
    return url;
  } finally {
    await client.end();
  }
}

/** Roles belong to the server, and other databases of it may be other installations with other secrets. */
async function loginOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const name = createHash('sha256')
    .update(rows[0]?.name ?? '')
    .digest('hex');
  return `mingchuang_run_${name.slice(0, 12)}`;
}

async function mayEnter(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makeLogin(client: pg.Client, login: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  try {
    await client.query('begin');
    await client.query(
      `${verb} role ${login} login password ${client.escapeLiteral(verifierOf(login, password))}`,
    );
    await client.query(`grant mingchuang_run to ${login}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new StartFault(
      [
        `不能为运行账号建立登录：${error instanceof Error ? error.message : error}`,
        'DATABASE_URL 的用户要有 CREATEROLE，并能授予 mingchuang_run（grant mingchuang_run to 该用户 with admin option）；',
        '或者由数据库管理员另建一个只属于 mingchuang_run 的登录，用 MINGCHUANG_RUNNING_DATABASE_URL 给出它的地址。',
      ].join('\n'),
    );
  }
}

/** What the server keeps of a password (SCRAM, RFC 5803): the password itself would stand in the server's log. */
function verifierOf(salted: string, password: string): string {
  const rounds = 4096;
  const salt = createHash('sha256').update(salted).update(password).digest().subarray(0, 16);
  const key = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const keyed = (label: string) => createHmac('sha256', key).update(label).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}

/** The same address for another login. */
function withLogin(url: string, login: string, password: string): string {
  const [address = '', query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const name of ['user', 'password']) parameters.delete(name);
  const entered = address.replace(/^(postgres(?:ql)?:\/\/)(?:[^/]*@)?/, `$1${login}:${password}@`);
  return parameters.size > 0 ? `${entered}?${parameters}` : entered;
}

/** Nothing of the owner's may be within reach of the login, by whatever way it was made. */
async function refuseWayBack(url: string, isGiven: boolean): Promise<void> {
  const what = isGiven ? 'MINGCHUANG_RUNNING_DATABASE_URL' : '运行账号的登录';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ runs: boolean; owns: boolean }>(
      `select pg_has_role(session_user, 'mingchuang_run', 'member') as runs,
         pg_has_role(session_user, c.relowner, 'member') as owns
       from pg_class c where c.relname = 'fact' and c.relnamespace = (
         select oid from pg_namespace where nspname = 'ledger')`,
    );
    if (rows[0]?.owns !== false)
      throw new StartFault(`${what}能取得数据库所有者的权限，不能用来运行：请另建登录。`);
    if (!rows[0].runs)
      throw new StartFault(`${what}不属于 mingchuang_run：请 grant mingchuang_run to 该登录。`);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(`${what}连不上数据库：${error instanceof Error ? error.message : error}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
