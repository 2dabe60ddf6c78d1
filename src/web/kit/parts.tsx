/** Small pieces of pages that say the same thing everywhere in the same way. */
import { Children, type ReactNode } from 'react';

export interface Fault {
  /** Id of the field on this page, or the address of the page where it stands. */
  href: string;
  message: string;
}

/** All faults on top, each a link to its place. Takes the focus when the page opens. */
export function FaultSummary({ faults, title = '还有内容需要修改' }: { faults: Fault[]; title?: string }) {
  if (faults.length === 0) return null;
  return (
    <div className="note bad errors" role="alert" tabIndex={-1} data-focus="">
      <h2>{title}</h2>
      <ul>
        {faults.map(({ href, message }) => (
          <li key={href + message}>{href ? <a href={href}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}

export function Pairs({ children }: { children: ReactNode }) {
  return <dl className="pairs">{children}</dl>;
}

export function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The way back, said as the place one comes back to. */
export function Trail({ places }: { places: { href: string; name: string }[] }) {
  return (
    <nav className="trail" aria-label="所在位置">
      {places.map(({ href, name }, at) => (
        <span key={href}>
          {at > 0 && <span aria-hidden="true"> › </span>}
          <a href={href}>{name}</a>
        </span>
      ))}
    </nav>
  );
}

/** Short facts on one line, a dot between two of them; where the line ends, none is left over. */
export function Dots({ children }: { children: ReactNode }) {
  return (
    <span className="dots">
      {Children.map(children, (fact) => fact && fact !== true && <span>{fact} </span>)}
    </span>
  );
}

/** What nobody has told us yet is never made up. */
export function Known({ children }: { children: ReactNode }) {
  const unknown = children === null || children === undefined || children === '';
  return unknown ? <span className="quiet">待补充</span> : children;
}
