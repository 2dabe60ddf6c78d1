/** What I may do now with a thing that is no case: each as a form in place; and greyed what not, with the reason. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { NotNow, type NotNowStep } from './not-now.tsx';

interface Offer {
  step: string;
  label: string;
  aside: boolean;
}

interface OfferedStepsProps<One extends Offer> {
  offers: readonly One[];
  notNow: readonly NotNowStep[];
  /** Said when there is nothing to do. */
  nothing: string;
  /** What brings the thing on its way; the others are for when something is wrong or changes. */
  isForward: (offer: One) => boolean;
  children: (offer: One, onDone: () => void, onClose: () => void) => ReactNode;
}

export function OfferedSteps<One extends Offer>({
  offers,
  notNow,
  nothing,
  isForward,
  children,
}: OfferedStepsProps<One>) {
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<string>();
  const sorted = offers.toSorted((one, other) => Number(one.aside) - Number(other.aside));
  function begin(step: string) {
    setDone(undefined);
    setOpen(step);
  }
  function finish(label: string) {
    setDone(label);
    setOpen(undefined);
  }
  return (
    <>
      <h2>我现在可以办的</h2>
      {done && (
        <p className="given done" role="status">
          ✓ {done}，已经记录。
        </p>
      )}
      {sorted.length === 0 && <p className="fine">{nothing}</p>}
      <ol className="offers">
        {sorted.map((offer) => (
          <li key={offer.step} className={offer.aside ? 'aside' : 'forward'}>
            {open === offer.step ? (
              children(
                offer,
                () => finish(offer.label),
                () => setOpen(undefined),
              )
            ) : (
              <Button block type={isForward(offer) ? 'primary' : 'default'} onClick={() => begin(offer.step)}>
                {offer.label}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <NotNow steps={notNow} />
    </>
  );
}
