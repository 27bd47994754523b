// Reading for an anonymous viewer: one statement per level, only the columns that are asked for.
import { selection, selections } from './selection.mjs';

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

// What is public is what the API under test shows to anybody. Posts are only read through a thread that is.
export const EDUCATOR = { from: 'educator r', where: "r.visibility = 'PUBLIC'", order: 'id', down: true };
export const THREAD = { from: 'thread r', where: "r.visibility = 'PUBLIC'", order: 'id', down: true };
export const POST = { from: 'post r', where: 'true', order: 'seq', down: false };

const column = (field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const list = (fields) => [...new Set(fields)].map((field) => `r.${column(field)} AS "${field}"`).join(', ');

// The rows of a table in its order, from the cursor on, as many as $1 says.
function listing({ from, where, order, down }, fields, condition, after) {
  const bound = after ? ` AND r.${order} ${down ? '<' : '>'} $2` : '';
  return `SELECT ${list([order, ...fields])} FROM ${from} WHERE ${condition} AND ${where}${bound}
    ORDER BY r.${order} ${down ? 'DESC' : 'ASC'} LIMIT $1`;
}

// A statement's text, written once for each selection.
function written(known, name, write) {
  let text = known.statements.get(name);
  if (text === undefined) known.statements.set(name, (text = write()));
  return text;
}

// The parameters of a listing, and a statement's name: whether a cursor is among them makes two of it.
function asked({ first, after }, known) {
  const size = first ?? DEFAULT_SIZE;
  if (size < 1 || size > MAX_SIZE) throw new Error(`\`first\` must lie between 1 and ${MAX_SIZE}; ${size} was given.`);
  const limit = size + (known.hasNextPage ? 1 : 0);
  return { size, name: after ? 'after' : 'first', values: after ? [limit, after] : [limit] };
}

// graphql-jit reads a property and never calls it, as graphql-js would; a getter works with both.
class Page {
  constructor(rows, size, { order }, after) {
    this.hasNextPage = rows.length > size;
    if (this.hasNextPage) rows.length = size;
    this.nodes = rows;
    this.order = order;
    this.after = after;
  }

  get edges() {
    return this.nodes.map((node) => ({ node, cursor: String(node[this.order]) }));
  }

  get pageInfo() {
    const { nodes, order } = this;
    return {
      hasNextPage: this.hasNextPage,
      hasPreviousPage: Boolean(this.after),
      startCursor: nodes.length ? String(nodes[0][order]) : null,
      endCursor: nodes.length ? String(nodes.at(-1)[order]) : null,
    };
  }
}

export function reading(query) {
  // A page of all rows of a table.
  async function pageOf(table, args, info) {
    const known = selection(info);
    const { size, name, values } = asked(args, known);
    const text = written(known, name, () => listing(table, known.fields, 'true', args.after));
    return new Page(await query({ text, values }), size, table, args.after);
  }

  // One page for each parent of a field: the first rows whose `key` names it.
  async function pagesOf(table, key, calls) {
    const [{ params, info }] = calls;
    const known = selection(info);
    const { size, name, values } = asked(params, known);
    const text = written(known, name, () => {
      const ids = `$${values.length + 1}::uuid[]`;
      return `SELECT asked.n::int AS "listedFor", found.* FROM unnest(${ids}) WITH ORDINALITY AS asked(key, n)
        CROSS JOIN LATERAL (${listing(table, known.fields, `r.${key} = asked.key`, params.after)}) AS found`;
    });
    const lists = calls.map(() => []);
    for (const row of await query({ text, values: [...values, calls.map(({ obj }) => obj.id)] })) {
      lists[row.listedFor - 1].push(row);
    }
    return lists.map((rows) => new Page(rows, size, table, params.after));
  }

  // The rows with these keys; null for one that is absent or hidden.
  async function rowsBy({ from, where }, key, keys, infos) {
    const known = selections(infos);
    const text = written(known, key, () => {
      const condition = `r.${column(key)} = ANY ($1) AND ${where}`;
      return `SELECT ${list([key, ...known.fields])} FROM ${from} WHERE ${condition}`;
    });
    const found = new Map();
    for (const row of await query({ text, values: [[...new Set(keys)]] })) found.set(row[key], row);
    return keys.map((value) => found.get(value) ?? null);
  }

  return { pageOf, pagesOf, rowsBy };
}
