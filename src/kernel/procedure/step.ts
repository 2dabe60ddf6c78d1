import Type, { type Static, type TObject } from 'typebox';
import type { JsonObject } from '../json.ts';
import type { StepDeclaration } from './declaration.ts';

/**
 * Declares a step with its input typed from its own schema. The engine validates against that schema before any rule
 * sees the input; this is the one place where the typed and the stored form of a step meet.
 */
export function step<Schema extends TObject>(
  declared: Omit<StepDeclaration<Static<Schema>>, 'input'> & { input: Schema },
): StepDeclaration {
  return declared as unknown as StepDeclaration<JsonObject>;
}

/** One of a closed list; labels for people stand beside the codes. */
export function choice<Labels extends Record<string, string>>(title: string, labels: Labels) {
  return Type.Unsafe<keyof Labels & string>({
    type: 'string',
    title,
    enum: Object.keys(labels),
    'x-labels': labels,
  });
}

/** Reasons, opinions, statements: some pages and no more. */
export const longText = (title: string) => Type.String({ title, minLength: 1, maxLength: 4000 });
