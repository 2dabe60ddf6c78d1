import type { ReactNode } from 'react';

interface FieldFrameProps {
  id: string;
  label: string;
  required?: boolean;
  description?: string;
  error?: string | undefined;
  /** A remark that is no error: an unusual number, a count. */
  remark?: string | undefined;
  /** Several inputs under one label. */
  group?: boolean;
  children: ReactNode;
}

/** A label, its field, and what is wrong with it, tied together for everybody. */
export function FieldFrame({
  id,
  label,
  required,
  description,
  error,
  remark,
  group,
  children,
}: FieldFrameProps) {
  const marked = (
    <>
      {label}
      {required ? <span className="must">（必填）</span> : null}
    </>
  );
  const below = (
    <>
      {description && (
        <p className="fine" id={`${id}-description`}>
          {description}
        </p>
      )}
      {children}
      {remark && !error && (
        <p className="field-remark" id={`${id}-remark`}>
          {remark}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset className={error ? 'field wrong' : 'field'} id={id}>
        <legend>{marked}</legend>
        {below}
      </fieldset>
    );
  }
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{marked}</label>
      {below}
    </div>
  );
}

/** What an input says about itself to those who do not see its frame. */
export function describedBy(
  id: string,
  { error, remark, description }: Partial<FieldFrameProps>,
): string | undefined {
  const ids = [
    ...(description ? [`${id}-description`] : []),
    ...(remark && !error ? [`${id}-remark`] : []),
    ...(error ? [`${id}-error`] : []),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}
