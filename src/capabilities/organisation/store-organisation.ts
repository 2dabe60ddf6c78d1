import type { Platform } from '../../platform/platform.ts';
import type { OrganisationData } from './organisation-file.ts';

/**
 * Stores jurisdiction, authorities, offices and windows in one statement: all or nothing. What exists takes the new
 * values; nothing is removed, because old records go on naming it.
 */
export async function storeOrganisation(
  { pool, jurisdiction, clock }: Platform,
  data: Omit<OrganisationData, 'staff'>,
): Promise<void> {
  const offices = data.offices.map((office, position) => ({ ...office, position }));
  const powers = data.offices.flatMap(({ id, powers }) => powers.map((power) => ({ office: id, ...power })));
  const windows = data.offices.flatMap(({ id, windows }) =>
    windows.map((window) => ({ office: id, ...window })),
  );
  const successions = data.offices.flatMap(({ id, successor }) =>
    successor ? [{ id, successor: successor.office, basis: successor.basis, from: successor.from }] : [],
  );
  const rows = [data.jurisdiction.divisionCodes, data.authorities, offices, powers, windows, successions];
  await pool.query(statement, [
    jurisdiction,
    data.jurisdiction.name,
    ...rows.map((list) => JSON.stringify(list)),
    clock.today(),
  ]);
}

// Foreign keys are checked when the statement ends, so its parts may come in any order.
const statement = `
  WITH zone AS (
    INSERT INTO organisation.jurisdiction (id, name) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name),
  codes AS (
    INSERT INTO organisation.division_code (jurisdiction, code, valid_from, valid_to)
    SELECT $1, code, "from", "to" FROM jsonb_to_recordset($3) AS c (code text, "from" date, "to" date)
    ON CONFLICT (jurisdiction, valid_from) DO UPDATE SET code = excluded.code, valid_to = excluded.valid_to),
  authorities AS (
    INSERT INTO organisation.authority (jurisdiction, id, name, credit_code, document_word, superior)
    SELECT $1, id, name, "creditCode", "documentWord", superior FROM jsonb_to_recordset($4)
      AS a (id text, name text, "creditCode" text, "documentWord" text, superior text)
    ON CONFLICT (jurisdiction, id) DO UPDATE SET name = excluded.name, credit_code = excluded.credit_code,
      document_word = excluded.document_word, superior = excluded.superior),
  offices AS (
    INSERT INTO organisation.office (jurisdiction, id, name, kind, address, phone, hours, position)
    SELECT $1, id, name, kind, address, phone, hours, position FROM jsonb_to_recordset($5)
      AS o (id text, name text, kind text, address text, phone text, hours text, position integer)
    ON CONFLICT (jurisdiction, id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
      address = excluded.address, phone = excluded.phone, hours = excluded.hours, position = excluded.position),
  powers AS (
    INSERT INTO organisation.office_authority (jurisdiction, office, authority, basis, valid_from, valid_to)
    SELECT $1, office, authority, basis, "from", "to" FROM jsonb_to_recordset($6)
      AS p (office text, authority text, basis text, "from" date, "to" date)
    ON CONFLICT (jurisdiction, office, valid_from) DO UPDATE SET authority = excluded.authority,
      basis = excluded.basis, valid_to = excluded.valid_to),
  -- A name that differs from the one it has is its name from today; its first name it has always had.
  named AS (
    SELECT o.id AS office, o.name, n.valid_from AS before, n.name AS former FROM jsonb_to_recordset($5)
      AS o (id text, name text)
    LEFT JOIN organisation.office_name n ON (n.jurisdiction, n.office) = ($1, o.id) AND n.valid_to IS NULL
    WHERE n.name IS DISTINCT FROM o.name),
  closed_names AS (
    UPDATE organisation.office_name n SET valid_to = $9::date - 1 FROM named
    WHERE (n.jurisdiction, n.office, n.valid_from) = ($1, named.office, named.before) AND n.valid_from < $9::date),
  names AS (
    INSERT INTO organisation.office_name (jurisdiction, office, valid_from, name)
    SELECT $1, office, CASE WHEN before IS NULL THEN '2000-01-01' ELSE $9::date END, name FROM named
    ON CONFLICT (jurisdiction, office, valid_from) DO UPDATE SET name = excluded.name),
  followed AS (
    INSERT INTO organisation.succession (jurisdiction, office, successor, valid_from, basis)
    SELECT $1, id, successor, "from", basis FROM jsonb_to_recordset($8)
      AS s (id text, successor text, "from" date, basis text)
    ON CONFLICT (jurisdiction, office) DO UPDATE SET successor = excluded.successor,
      valid_from = excluded.valid_from, basis = excluded.basis)
  INSERT INTO organisation.service_window (jurisdiction, office, id, name, place)
  SELECT $1, office, id, name, place FROM jsonb_to_recordset($7)
    AS w (office text, id text, name text, place text)
  ON CONFLICT (jurisdiction, office, id) DO UPDATE SET name = excluded.name, place = excluded.place`;
