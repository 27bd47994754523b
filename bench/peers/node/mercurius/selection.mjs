// What a field's selection asks of the database, found once for each field of a compiled document.
const found = new WeakMap();

// The columns of the rows, whether a next page matters, and room for the statements written for it.
export function selection(info) {
  let known = found.get(info.fieldNodes);
  if (known === undefined) {
    known = { fields: new Set(), hasNextPage: false, statements: new Map() };
    for (const node of info.fieldNodes) collect(node.selectionSet, info.fragments, known);
    found.set(info.fieldNodes, known);
  }
  return known;
}

const merged = new Map();

// The same for several fields whose rows are read together.
export function selections(infos) {
  if (infos.every((info) => info.fieldNodes === infos[0].fieldNodes)) return selection(infos[0]);
  const fields = new Set(infos.flatMap((info) => [...selection(info).fields]));
  const name = [...fields].sort().join();
  if (!merged.has(name)) merged.set(name, { fields, hasNextPage: false, statements: new Map() });
  return merged.get(name);
}

const THROUGH = new Set(['nodes', 'edges', 'node', 'pageInfo']);
const KEYS = { threads: 'id', posts: 'id', author: 'authorId' };
const MADE = new Set(['__typename', 'cursor', 'startCursor', 'endCursor', 'hasPreviousPage']);

function collect(selectionSet, fragments, known) {
  for (const part of selectionSet.selections) {
    if (part.kind === 'InlineFragment') collect(part.selectionSet, fragments, known);
    else if (part.kind === 'FragmentSpread') collect(fragments[part.name.value].selectionSet, fragments, known);
    else collectField(part.name.value, part.selectionSet, fragments, known);
  }
}

function collectField(name, selectionSet, fragments, known) {
  if (THROUGH.has(name)) collect(selectionSet, fragments, known);
  else if (name === 'hasNextPage') known.hasNextPage = true;
  else if (!MADE.has(name)) known.fields.add(KEYS[name] ?? name);
}
