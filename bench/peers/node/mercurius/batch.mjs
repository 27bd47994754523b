// Batching as Mercurius' own loaders do it – all calls of one tick make one load – without the JSON key
// that those build from every parent, which costs more than the rest of the loader.
const waiting = new WeakMap();

// A resolver whose `load` takes all parents of a level and answers as many values, in the same order.
export function batched(load) {
  return (parent, args, context, info) => {
    const batches = waiting.get(context) ?? begin(context);
    let batch = batches.get(info.fieldNodes);
    if (batch === undefined) {
      batch = { parents: [], settle: [] };
      batches.set(info.fieldNodes, batch);
      process.nextTick(flush, load, batch, batches, args, context, info);
    }
    batch.parents.push(parent);
    return new Promise((resolve, reject) => batch.settle.push(resolve, reject));
  };
}

function begin(context) {
  const batches = new Map();
  waiting.set(context, batches);
  return batches;
}

function flush(load, { parents, settle }, batches, args, context, info) {
  batches.delete(info.fieldNodes);
  load(parents, args, info, context).then(
    (values) => values.forEach((value, i) => settle[2 * i](value)),
    (error) => parents.forEach((_, i) => settle[2 * i + 1](error)),
  );
}
