/** Moving a running case to this declaration, or to another version of its item. */
import { internal } from '../../kernel/basis.ts';
import type { Arrival, RuleContext } from '../../kernel/procedure/declaration.ts';
import { refusal } from './refusals.ts';

const undecided = ['submitted', 'correcting', 'accepted'];

/** A decision rests on the version under which it was made; only what is not decided moves. */
export const arrival: Arrival = {
  refusal: ({ state }) =>
    undecided.includes(state.lanes.case?.main ?? '')
      ? undefined
      : refusal('version/decided', '办件已经作出决定，决定所依据的版本不再改变。', '请按原版本办结。', [
          internal('程序或者事项有了新版本，在办件转按新版本办理'),
        ]),
  lanes: (context) => {
    const standing = context.state.lanes.review ?? {};
    if (context.state.lanes.case?.main !== 'accepted') return { opens: [], leaves: [] };
    const wanted = reviewOffices(context);
    return {
      opens: wanted
        .filter((office) => !(office in standing))
        .map((instance) => ({ lane: 'review', instance, state: 'waiting' })),
      leaves: Object.entries(standing)
        .filter(([office]) => !wanted.includes(office))
        .map(([instance, state]) => ({ lane: 'review', instance, state })),
    };
  },
};

/** As the item version says, with every office that has ended under the name of its successor. */
function reviewOffices({ newer, item, successions = {} }: RuleContext): string[] {
  const named = (newer?.item ?? item).reviewOffices;
  return [...new Set(named.map((office) => successions[office]?.office ?? office))];
}
