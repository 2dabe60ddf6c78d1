/** What I may do now with a thing that is no case: each as a form in place; and greyed what not, with the reason. */
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useKeys } from '../frame/keys.ts';
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
  useKeys({
    ...Object.fromEntries(sorted.slice(0, 9).map(({ step }, at) => [String(at + 1), () => begin(step)])),
    Escape: () => setOpen(undefined),
  });
  function begin(step: string) {
    setDone(undefined);
    setOpen(step);
  }
  /** The keyboard goes on from where it was. */
  function close(step: string) {
    setOpen(undefined);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${step}"]`)?.focus());
  }
  function finish(label: string) {
    setDone(label);
    setOpen(undefined);
  }
  return (
    <>
      <h2>我现在可以办的</h2>
      {done && <Done label={done} />}
      {sorted.length === 0 && <p className="fine">{nothing}</p>}
      <ol className="offers">
        {sorted.map((offer, at) => (
          <li key={offer.step} className={offer.aside ? 'aside' : 'forward'}>
            {open === offer.step ? (
              children(
                offer,
                () => finish(offer.label),
                () => close(offer.step),
              )
            ) : (
              <Button
                block
                data-step={offer.step}
                type={isForward(offer) ? 'primary' : 'default'}
                onClick={() => begin(offer.step)}
              >
                {offer.label}
                {at < 9 && <kbd>{at + 1}</kbd>}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <NotNow steps={notNow} />
    </>
  );
}

/** The form that had the focus is gone; the keyboard goes on from here. */
function Done({ label }: { label: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <p ref={said} tabIndex={-1} className="given done" role="status">
      ✓ {label}，已经记录。
    </p>
  );
}
