/** Every refusal and fault leaves the program as one of these: a problem of RFC 9457 with a stable `code`. */

export interface ProblemError {
  /** JSON Pointer into the part of the request named by `in`: `/applicant/idNumber`. */
  pointer: string;
  code: string;
  /** In Chinese: what to do about it. */
  message: string;
  /** Absent for the body. */
  in?: 'query' | 'path' | 'header';
}

export interface ProblemInit {
  status: number;
  /** `noun/why`, listed in `problem-codes.ts` or registered by a capability. */
  code: string;
  /** The problem in a few Chinese words, the same each time. */
  title: string;
  /** This occurrence: what happened and how to go on. */
  detail?: string;
  errors?: ProblemError[];
  /** The article or local rule that says no. */
  basis?: string;
  /** What would be needed for a yes. */
  needed?: string;
  headers?: Record<string, string>;
}

/** Nobody reads more, and no answer needs megabytes. */
const mostErrors = 200;

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: ProblemError[] | undefined;
  readonly basis: string | undefined;
  readonly needed: string | undefined;
  readonly headers: Record<string, string>;

  constructor(init: ProblemInit) {
    super(`${init.code}: ${init.detail ?? init.title}`);
    this.name = 'Problem';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors?.slice(0, mostErrors);
    this.basis = init.basis;
    this.needed = init.needed;
    this.headers = init.headers ?? {};
  }

  /** The body of the answer, members in the order people read them. Absent members are left out by JSON. */
  body(requestId: string) {
    return {
      type: `/api/docs/problems#${this.code.replaceAll('/', '-')}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail: this.detail,
      errors: this.errors,
      basis: this.basis,
      needed: this.needed,
      requestId,
    };
  }
}
