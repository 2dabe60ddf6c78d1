/** What a district decides for itself (docs/decisions/0012): rules get the version under which they decide. */
import type { Unit } from '../time/deadline.ts';

export interface Settings {
  version: string;
  /** Those before it, by version: a clock keeps the settings under which it began. */
  earlier?: ReadonlyMap<string, Settings>;
  /** Local rule: an unanswered correction notice lapses after its term (安阳市政务服务条例 36 as the model); off by default. */
  lapseAfterCorrectionTerm: boolean;
  /** One-time notice outside 行政许可法 32(4): the district's own service rules. */
  serviceRules: {
    title: string;
    noticeDays: number;
    deliveryDays: number;
    deemedAcceptance: boolean;
    /** Within how many working days each reviewing office concludes, where its item names no limit; absent: no rule. */
    reviewDays?: number;
    /** Within how many working days an office that was asked for its opinion gives it; absent: no rule. */
    consultationDays?: number;
  };
  /** The hall that serves every office; its clerks and issuers work for all of them. */
  hallOffice: string;
  /** Letters before the day in a case number. */
  caseNoPrefix: string;
  /** A running clock turns to "warning" when so many working days or fewer are left. */
  warnWithinDays: number;
  /**
   * 行政许可法 50: until when a renewal is to be applied for, and how many natural days before the end a holder is reminded,
   * the earliest first. Whether the thirty days are working days is arguable (82 speaks of the agency's periods).
   */
  renewal: { applyDaysBefore: number; unit: Unit; remindDaysBefore: number[] };
  /**
   * By type of certificate: what another law, regulation or rule says instead (行政许可法 50 ¶1). Their texts have not been
   * checked, so they are settings, shown as 依据未核验.
   */
  renewalWindows?: Readonly<Record<string, RenewalWindow>>;
  /** 行政许可法 7 gives the holder a say before something is taken from her, and no term for it: working days. */
  viewsDays: number;
  /** 政府信息公开条例 35 has reasons asked for, and no term for them: working days, where the officer states none. */
  reasonsDays: number;
  /**
   * Kinds of answers to an information request that name reconsideration first, besides those that withhold information:
   * whether 行政复议法 23 ¶1(3) or (4) reaches them (not held, excessive, repeated …) courts read differently.
   */
  reconsiderationFirst?: string[];
}

/** Between which days before its end the renewal of a certificate is applied for, and by which rule. */
export interface RenewalWindow {
  opensDaysBefore: number;
  applyDaysBefore: number;
  unit: Unit;
  /** Name of the rule, as it is cited. */
  basis: string;
}
