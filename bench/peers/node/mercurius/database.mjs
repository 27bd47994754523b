// PostgreSQL by node-postgres: a pool, and every statement prepared once on each connection.
import pg from 'pg';

const TIMESTAMPTZ = 1184;
const UTC_HOUR = '+00';

// `2026-03-02 08:00:00+00` → `2026-03-02T08:00:00+00:00`, without the detour of a Date.
function instant(text) {
  const written = `${text.slice(0, 10)}T${text.slice(11)}`;
  return written.endsWith(UTC_HOUR) ? `${written}:00` : written;
}

const types = {
  getTypeParser: (oid, format) => (oid === TIMESTAMPTZ ? instant : pg.types.getTypeParser(oid, format)),
};

// A statement is planned once, whatever its parameters: each of them has one good plan.
const options = '-c TimeZone=UTC -c plan_cache_mode=force_generic_plan';

export function connect(connectionString, size) {
  const pool = new pg.Pool({ connectionString, max: size, min: size, idleTimeoutMillis: 0, types, options });

  // The rows of a statement; one without a name gets one by its text, so that it is prepared.
  return async ({ name, text, values }) => (await pool.query({ name: name ?? nameOf(text), text, values })).rows;
}

const names = new Map();

function nameOf(text) {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `s${names.size}`));
  return name;
}
