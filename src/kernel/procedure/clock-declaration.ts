/** A clock of a procedure: what starts, stops, pauses and lengthens it, against whom it runs, and what its end does. */
import type { JsonObject } from '../json.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { Fact } from './fact.ts';
import type { ItemTerms, Limit } from './item-terms.ts';
import type { Settings } from './settings.ts';

/** A pair of facts between which time does not count. */
export interface PauseDeclaration {
  from: string;
  to: string[];
  /**
   * Which of several running pauses of this pair a fact speaks of (an office, a third party). An office is always
   * `data.office`: when another takes over its lane, its pauses and clocks go on under the new name.
   */
  of: (fact: Fact) => string;
  /** Announced length in working days: what `due` assumes until the pause ends. */
  announcedDays: (fact: Fact) => number;
}

export type ClockLimit = Limit & {
  rule: string;
  /** A day that something else has fixed (the last of a certificate's validity): nothing is counted and nothing rolls. */
  endsOn?: LegalDay;
};

export interface ClockDeclaration {
  name: string;
  label: string;
  /** Where there is one for each of something that the item names: what each is called. */
  labelOf?: (item: ItemTerms, of: string) => string;
  /** Against whom it runs. */
  against: 'agency' | 'applicant' | 'outside';
  /** Whether this case has it at all; absent: always. */
  applies?: (item: ItemTerms, settings: Settings) => boolean;
  /** Kinds of facts that can start it, for the explanation; absent: those that `starts` takes whatever they say. */
  startedBy?: string[];
  /** Facts that start it, each time anew. */
  starts: (fact: Fact) => boolean;
  /** Every party of the case sees it, also one who is not the applicant. */
  shared?: true;
  /**
   * A clock of its own for each of something (an office asked, a third party): which one a fact speaks of, or which
   * ones. A stopping fact that speaks of none stops all. Absent: there is one.
   */
  each?: (fact: Fact) => string | readonly string[] | undefined;
  /** It is the own clock of each instance of this lane: only that instance's pauses move it, and it never is the case's. */
  lane?: string;
  /** Facts that undo the last stop: it goes on as if it had not been stopped. */
  reopenedBy?: string[];
  /** Rule id, length and bases; `fact` is the one that started it, `of` what it is for where there are several. */
  limit: (item: ItemTerms, settings: Settings, fact: Fact, of: string) => ClockLimit | undefined;
  stops: string[];
  /** A fact of a stopping kind that does not stop it after all. Absent: each does. */
  runsOnAfter?: (fact: Fact) => boolean;
  /** Of these, what ends it without its being met: it starts anew with what follows. */
  voidedBy?: string[];
  /** Limits something that need not happen at all: its end passes quietly and never makes a case late. */
  mayLapse?: true;
  /** What it limits is owed after the end of the case too: it goes on when the case is closed. */
  outlives?: true;
  /** No limit of the case: the office reminds itself. Lists and boards have it, and nobody outside is told of it. */
  reminder?: true;
  /** What is excluded from it; overlapping pauses are a union. Absent: nothing. */
  pausedBy?: PauseDeclaration[];
  /** Days that a fact adds to it. */
  extendedBy?: (fact: Fact) => number;
  /** What expiry does: a step by `system` on the day after `due`. */
  onExpiry?: {
    step: string;
    when: (item: ItemTerms, settings: Settings) => boolean;
    /** Input of that step; `of` is what the clock was for. Absent: none. */
    input?: (of: string) => JsonObject;
  };
}
