/** What a step or a limit rests on. Nobody invents an article for an internal rule: it is called internal. */
export interface Basis {
  kind: 'law' | 'local' | 'internal';
  /** As people cite it: `行政许可法 第三十二条第（四）项`. */
  ref: string;
}

export const law = (ref: string): Basis => ({ kind: 'law', ref });
export const local = (ref: string): Basis => ({ kind: 'local', ref });
export const internal = (ref: string): Basis => ({ kind: 'internal', ref });
