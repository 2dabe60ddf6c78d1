import { expect, test } from 'vitest';
import { problemOf } from './errors.ts';

const thrown = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test('a database that is away is worth coming again for, a fault is not', () => {
  for (const away of [
    thrown('connect ENOENT /run/.s.PGSQL.5432', { code: 'ENOENT' }),
    thrown('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' }),
    thrown('it takes no connections', { code: '55000', severity: 'FATAL' }),
    thrown('Connection terminated unexpectedly'),
  ]) {
    expect(problemOf(away).body('1'), away.message).toMatchObject({ code: 'server/unavailable' });
  }
  for (const fault of [
    thrown('ENOENT: no such file, open x', { code: 'ENOENT' }),
    thrown('not in this state', { code: '55000', severity: 'ERROR' }),
  ]) {
    expect(problemOf(fault).body('1'), fault.message).toMatchObject({ code: 'server/fault' });
  }
});
