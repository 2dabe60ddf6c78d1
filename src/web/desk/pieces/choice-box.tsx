/** A native list of choices: quick by keyboard, right on a phone, and no script to load. */
interface ChoiceBoxProps {
  id: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
  /** The first line, for "nothing chosen". */
  nothing: string;
  invalid?: boolean;
  describedBy?: string;
  /** Where no label stands beside it. */
  label?: string;
}

export function ChoiceBox({
  id,
  value,
  choices,
  onChange,
  nothing,
  invalid,
  describedBy,
  label,
}: ChoiceBoxProps) {
  return (
    <select
      id={id}
      className="choice-box"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
    >
      <option value="">{nothing}</option>
      {choices.map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  );
}
