// Batching as Mercurius' own loaders do it – all calls of one tick make one load – without the JSON key
// that those build from every parent, which costs more than the rest of a loader.
const waiting = new WeakMap();
const ofOneField = ({ fieldNodes }) => fieldNodes;

// A resolver whose `load` takes all calls of a level and answers as many values, in the same order.
// What makes one level is `levelOf`; without it, one field of the document.
export function batched(load, levelOf = ofOneField) {
  return (obj, params, context, info) => {
    const levels = waiting.get(context) ?? begin(context);
    const level = levelOf(info);
    let calls = levels.get(level);
    if (calls === undefined) {
      levels.set(level, (calls = []));
      process.nextTick(flush, load, calls, levels, level);
    }
    return new Promise((resolve, reject) => calls.push({ obj, params, info, resolve, reject }));
  };
}

function begin(context) {
  const levels = new Map();
  waiting.set(context, levels);
  return levels;
}

function flush(load, calls, levels, level) {
  levels.delete(level);
  load(calls).then(
    (values) => calls.forEach(({ resolve }, i) => resolve(values[i])),
    (error) => calls.forEach(({ reject }) => reject(error)),
  );
}
