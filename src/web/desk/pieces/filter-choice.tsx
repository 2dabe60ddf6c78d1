import { ChoiceBox } from './choice-box.tsx';

interface FilterChoiceProps {
  /** As it stands in the address. */
  name: string;
  title: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

/** One of the choices by which a list is narrowed; nothing chosen shows all of it. */
export function FilterChoice({ name, title, ...choice }: FilterChoiceProps) {
  return (
    <span className="filter">
      <label htmlFor={`filter-${name}`}>{title}</label>
      <ChoiceBox id={`filter-${name}`} nothing="全部" {...choice} />
    </span>
  );
}
