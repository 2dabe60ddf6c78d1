/** The desk has its own words for closed lists, so that it need not load the server's code. They must stay the same. */
import { expect, test } from 'vitest';
import { filingSchema } from '../../src/capabilities/cases/filing.ts';
import { headlines as requests } from '../../src/capabilities/information-requests/lanes.ts';
import { stateNames } from '../../src/capabilities/licences/register-state.ts';
import { headlines as licensing } from '../../src/capabilities/licensing/lanes.ts';
import { roles } from '../../src/kernel/actor.ts';
import {
  certificateStateNames,
  channelNames,
  idTypeNames,
  partyKindNames,
  requestStatusNames,
  roleNames,
  statusNames,
} from '../../src/web/desk/words/labels.ts';

const labelsOf = (schema: object) => ('x-labels' in schema ? schema['x-labels'] : undefined);

test('a status of the filter is called as the case itself calls it; drafts are not listed for staff', () => {
  const { draft: _, ...listed } = licensing;
  // Both procedures say 待补正; in one list they must differ.
  expect(requestStatusNames).toEqual(requests);
  expect(statusNames).toEqual({ ...requests, ...listed, clarifying: `${requests.clarifying}（信息公开）` });
});

test('kinds of persons, identity documents and channels are called as in the filing', () => {
  const { applicant, channel } = filingSchema.properties;
  expect(labelsOf(applicant.properties.kind)).toEqual(partyKindNames);
  expect(labelsOf(applicant.properties.idType)).toEqual(idTypeNames);
  expect(labelsOf(channel)).toEqual(channelNames);
});

test('a certificate stands as the register says', () => {
  expect(certificateStateNames).toEqual(stateNames);
});

test('every role has a name', () => {
  expect(Object.keys(roleNames)).toEqual([...roles]);
});
