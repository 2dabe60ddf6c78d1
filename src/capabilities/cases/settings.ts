/** The district's own settings, by version. Facts marked unverified in law texts are settings, never constants. */
import type { Settings } from '../../kernel/procedure/settings.ts';
import type { Platform } from '../../platform/platform.ts';

/** A demonstration's settings; an installation adds its own version. */
export const standardSettings: Omit<Settings, 'version'> = {
  lapseAfterCorrectionTerm: false,
  serviceRules: {
    title: '《明川经济开发区政务服务规则》（示范）',
    noticeDays: 5,
    deliveryDays: 10,
    deemedAcceptance: true,
    consultationDays: 5,
  },
  hallOffice: 'hall',
  warnWithinDays: 3,
  caseNoPrefix: 'MC',
  renewal: { applyDaysBefore: 30, unit: 'natural', remindDaysBefore: [60, 45] },
  // As people in the trade know it; the text of the rule has not been checked.
  renewalWindows: {
    'food-business-licence': {
      opensDaysBefore: 90,
      applyDaysBefore: 15,
      unit: 'working',
      basis: '食品经营许可和备案管理办法',
    },
  },
  viewsDays: 5,
  // No text that was read says how long: customary, not checked.
  reasonsDays: 7,
  reconsiderationFirst: [],
};

export interface SettingsSource {
  /** The newest, with those before it. */
  current(): Promise<Settings>;
}

const freshFor = 5_000;

export function createSettings({ pool, jurisdiction }: Platform): SettingsSource {
  let cached: { settings: Settings; at: number } | undefined;
  return {
    async current() {
      if (cached && Date.now() - cached.at < freshFor) return cached.settings;
      const { rows } = await pool.query<{ version: number; settings: Omit<Settings, 'version'> }>(
        'select version, settings from cases.settings where jurisdiction = $1 order by version',
        [jurisdiction],
      );
      // What came with a later version of the program than the stored settings has its standard value.
      const known = rows.map(
        (row): Settings => ({
          ...standardSettings,
          ...row.settings,
          version: String(row.version),
        }),
      );
      const newest = known.pop();
      if (!newest) throw new Error(`jurisdiction ${jurisdiction} has no settings`);
      const settings = { ...newest, earlier: new Map(known.map((one) => [one.version, one])) };
      cached = { settings, at: Date.now() };
      return settings;
    },
  };
}

export async function seedSettings({ pool, jurisdiction }: Platform): Promise<void> {
  await pool.query(
    `insert into cases.settings (jurisdiction, version, settings)
     select $1, 1, $2 where not exists (select 1 from cases.settings where jurisdiction = $1)
     on conflict do nothing`,
    [jurisdiction, JSON.stringify(standardSettings)],
  );
}
