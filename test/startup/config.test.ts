import { describe, expect, test } from 'vitest';
import { type Config, type ConfigFault, describeFaults, readConfig } from '../../src/platform/config.ts';

const production = {
  DATABASE_URL: 'postgresql://owner:secret@db.example:5432/mingchuang',
  MINGCHUANG_SESSION_KEY: 'k'.repeat(32),
  MINGCHUANG_LEDGER_KEY: 'keys/ledger.json',
  MINGCHUANG_SEAL_KEYS: '/etc/mingchuang/seals',
};

describe('without any variable', () => {
  test('the program is a demonstration on 127.0.0.1:3000 with its data in .data', () => {
    expect(configOf({})).toEqual({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      address: 'http://127.0.0.1:3000',
      dataDir: '/srv/mingchuang/.data',
      ledgerKeyFile: '/srv/mingchuang/.data/keys/ledger.json',
      sealKeyStore: '/srv/mingchuang/.data/keys/seals',
    });
  });

  test('an empty variable counts as absent', () => {
    expect(configOf({ PORT: '', DATABASE_URL: ' ', MINGCHUANG_NOW: '' })).toEqual(configOf({}));
  });
});

describe('the proxies in front', () => {
  test('are addresses and networks', () => {
    const MINGCHUANG_TRUSTED_PROXIES = '10.1.2.3, 10.9.0.0/24,fd00::1/64';
    expect(configOf({ ...production, MINGCHUANG_TRUSTED_PROXIES }).trustedProxies).toEqual([
      '10.1.2.3',
      '10.9.0.0/24',
      'fd00::1/64',
    ]);
  });

  test.each(['proxy.example', '10.1.2.3/33', '10.1.2', '10.0.0.1/8/9', '10.0.0.1/x'])(
    'are not %s',
    (value) => {
      const read = readConfig({ ...production, MINGCHUANG_TRUSTED_PROXIES: value }, '/srv/mingchuang');
      expect('faults' in read && read.faults.map(({ variable }) => variable)).toEqual([
        'MINGCHUANG_TRUSTED_PROXIES',
      ]);
    },
  );
});

describe('the mode', () => {
  test('is production with DATABASE_URL', () => {
    expect(configOf(production)).toMatchObject({
      mode: 'production',
      ledgerKeyFile: '/srv/mingchuang/keys/ledger.json',
      sealKeyStore: '/etc/mingchuang/seals',
    });
  });

  test('may be demo with DATABASE_URL', () => {
    expect(configOf({ DATABASE_URL: production.DATABASE_URL, MINGCHUANG_MODE: 'demo' }).mode).toBe('demo');
  });

  test('production names every missing secret at once', () => {
    expect(variables(faultsOf({ MINGCHUANG_MODE: 'production' }))).toEqual([
      'MINGCHUANG_SESSION_KEY',
      'MINGCHUANG_LEDGER_KEY',
      'MINGCHUANG_SEAL_KEYS',
    ]);
  });
});

describe('MINGCHUANG_NOW', () => {
  test.each([
    ['2026-02-13T09:00:00+08:00', '2026-02-13T01:00:00.000Z'],
    ['2026-02-13T09:00:00Z', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13T09:00', '2026-02-13T01:00:00.000Z'],
    ['2026-02-13', '2026-02-12T16:00:00.000Z'],
  ])('%s is Beijing time where it names no zone', (value, instant) => {
    expect(configOf({ MINGCHUANG_NOW: value }).startsAt?.toISOString()).toBe(instant);
  });

  test.each(['tomorrow', '2026-02-30', '2026-13-01', '13.02.2026'])('%s is no moment', (value) => {
    expect(variables(faultsOf({ MINGCHUANG_NOW: value }))).toEqual(['MINGCHUANG_NOW']);
  });

  test('does not exist in production', () => {
    expect(variables(faultsOf({ ...production, MINGCHUANG_NOW: '2026-02-13' }))).toEqual(['MINGCHUANG_NOW']);
  });
});

test('all faults are told together, in words', () => {
  const faults = faultsOf({
    PORT: '80000',
    HOST: 'a b',
    DATABASE_URL: 'mysql://x',
    MINGCHUANG_MODE: 'test',
    MINGCHUANG_SESSION_KEY: 'short',
  });
  const message = describeFaults(faults);
  for (const variable of ['PORT', 'HOST', 'DATABASE_URL', 'MINGCHUANG_MODE', 'MINGCHUANG_SESSION_KEY']) {
    expect(message).toContain(variable);
  }
  expect(message).toContain('不能启动');
});

function configOf(environment: Record<string, string>): Config {
  const reading = readConfig(environment, '/srv/mingchuang');
  if ('faults' in reading) throw new Error(describeFaults(reading.faults));
  return reading.config;
}

function faultsOf(environment: Record<string, string>): ConfigFault[] {
  const reading = readConfig(environment, '/srv/mingchuang');
  return 'faults' in reading ? reading.faults : [];
}

function variables(faults: ConfigFault[]): string[] {
  return faults.map((fault) => fault.variable);
}

describe('the role of a process', () => {
  test('is web or worker where there is a database to share, and both in one otherwise', () => {
    expect(configOf({ ...production, MINGCHUANG_ROLE: 'worker' }).role).toBe('worker');
    expect(configOf({ ...production, MINGCHUANG_ROLE: 'web' }).role).toBe('web');
    expect(configOf({ ...production, MINGCHUANG_ROLE: 'all' }).role).toBeUndefined();
    expect(variables(faultsOf({ MINGCHUANG_ROLE: 'web' }))).toEqual(['MINGCHUANG_ROLE']);
    expect(variables(faultsOf({ ...production, MINGCHUANG_ROLE: 'queen' }))).toEqual(['MINGCHUANG_ROLE']);
  });
});

describe('witnesses and time stamps', () => {
  const key = `04${'ab'.repeat(64)}`;

  test('are addresses, each perhaps with its key', () => {
    const { witnesses } = configOf({
      MINGCHUANG_WITNESSES: `https://a.example/, http://b.example:4000=${key}`,
    });
    expect(witnesses).toEqual([
      { url: 'https://a.example' },
      { url: 'http://b.example:4000', publicKey: key },
    ]);
    expect(
      configOf({ MINGCHUANG_TSA_URL: 'https://tsa.example/tsr', MINGCHUANG_TSA_CA: 'root.pem' }).timeStamps,
    ).toEqual({
      url: 'https://tsa.example/tsr',
      trustFile: '/srv/mingchuang/root.pem',
      everyMinutes: 60,
      algorithm: 'sha256',
    });
  });

  test('what makes no sense is named', () => {
    const wrong = {
      MINGCHUANG_WITNESSES: 'a.example https://b.example=04ab',
      MINGCHUANG_TSA_URL: 'tsa.example',
      MINGCHUANG_TSA_EVERY: '0',
      MINGCHUANG_TSA_HASH: 'md5',
    };
    expect([...new Set(variables(faultsOf(wrong)))]).toEqual([
      'MINGCHUANG_WITNESSES',
      'MINGCHUANG_TSA_URL',
      'MINGCHUANG_TSA_EVERY',
      'MINGCHUANG_TSA_CA',
      'MINGCHUANG_TSA_HASH',
    ]);
  });
});
