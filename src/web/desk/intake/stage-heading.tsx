import { useLayoutEffect, useRef } from 'react';

/**
 * Takes the focus as its step begins: a second press of Enter must not fall on whatever button now stands where the last one
 * stood, and whoever listens hears where she is.
 */
export function StageHeading({ number, label }: { number: number; label: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} className="stage-heading">
      第 {number} 步：{label}
    </h2>
  );
}
