/** What I may do now; and greyed what not, with the reason. One step form is open at a time, in place. */
import { Button } from 'antd';
import { useState } from 'react';
import type { OfferedStep } from '../../../capabilities/cases/view/offered-steps.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { useKeys } from '../frame/keys.ts';
import { missingRequired } from './missing.ts';
import { NotNow } from './not-now.tsx';
import { offerName } from './offer-name.ts';
import { StepForm } from './step-form.tsx';
import { type Done, DoneNotice, NoLongerOpen, type RefusedStep } from './step-outcome.tsx';
import { WhoseTurn } from './whose-turn.tsx';

interface NextStepsProps {
  shown: CaseView;
  /** Steps for which the case stands on my worklist. */
  wanted: readonly string[];
  onNext: (() => void) | undefined;
  onShowLetter: (id: string) => void;
}

export function NextSteps({ shown, wanted, onNext, onShowLetter }: NextStepsProps) {
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<Done>();
  const [refused, setRefused] = useState<RefusedStep>();
  const rash = shown.nextSteps.some((offer) => isRash(shown, offer));
  const rank = ({ step, aside }: OfferedStep) =>
    rash && step === 'notify-once' ? -1 : wanted.includes(step) ? 0 : aside ? 2 : 1;
  const offers = shown.nextSteps.toSorted((a, b) => rank(a) - rank(b));
  useKeys({
    ...Object.fromEntries(offers.slice(0, 9).map((offer, at) => [String(at + 1), () => begin(offer)])),
    Escape: () => setOpen(undefined),
  });
  function begin(offer: OfferedStep) {
    setDone(undefined);
    setRefused(undefined);
    setOpen(keyOf(offer));
  }
  function close(key: string) {
    setOpen(undefined);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-step="${key}"]`)?.focus());
  }
  function finish(offer: OfferedStep, after: CaseView) {
    const before = new Set(shown.letters.map(({ id }) => id));
    setDone({ label: offer.label, letters: after.letters.filter(({ id }) => !before.has(id)) });
    setOpen(undefined);
    setRefused(undefined);
  }
  return (
    <>
      <h2>我现在可以办的</h2>
      {done && <DoneNotice done={done} onNext={onNext} onShowLetter={onShowLetter} />}
      {refused && !offers.some((offer) => keyOf(offer) === keyOf(refused.offer)) && (
        <NoLongerOpen shown={shown} refused={refused} />
      )}
      {offers.length === 0 && <p className="fine">这个办件目前没有等您办理的步骤。</p>}
      {offers.every(({ aside }) => aside) && <WhoseTurn shown={shown} />}
      <ol className="offers">
        {offers.map((offer, at) => (
          <li key={keyOf(offer)} className={offer.aside ? 'aside' : 'forward'}>
            {open === keyOf(offer) ? (
              <StepForm
                shown={shown}
                offer={offer}
                onDone={(after) => finish(offer, after)}
                onRefused={(error, input) => setRefused({ offer, error, input })}
                onClose={() => close(keyOf(offer))}
              />
            ) : (
              <Button
                block
                data-step={keyOf(offer)}
                type={at === 0 && !offer.aside ? 'primary' : 'default'}
                onClick={() => begin(offer)}
              >
                {offerName(shown, offer)}
                {at < 9 && <kbd>{at + 1}</kbd>}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <NotNow steps={shown.notNow} />
    </>
  );
}

/** 行政许可法 32(4): what is missing is said first, by the main button; after acceptance nobody may ask for it any more. */
const isRash = (shown: CaseView, { step }: OfferedStep) =>
  step === 'accept' && shown.notice === null && missingRequired(shown).length > 0;

const keyOf = ({ step, lane }: OfferedStep) => `${step}/${lane ?? ''}`;
