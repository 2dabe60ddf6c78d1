import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Half of a test's time is the database's or the browser's; one worker fewer than cores would leave a core idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    // What is waited for comes within a second, but not on a machine that has other work.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
});
