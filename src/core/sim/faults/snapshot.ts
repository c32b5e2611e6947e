type Saved = readonly [target: object, copy: object];

/**
 * The state of everything that can be reached from `root`, to be put back later into the same objects: numbers and flags, lists,
 * typed arrays. `shared`: objects that never change, left out with all that only they lead to.
 */
export function takeSnapshot(root: object, shared: readonly object[] = []): () => void {
  const seen = new Set<object>(shared);
  const saved: Saved[] = [];
  const todo: object[] = [root];
  while (todo.length > 0) {
    const target = todo.pop()!;
    if (seen.has(target)) continue;
    seen.add(target);
    if (ArrayBuffer.isView(target)) {
      saved.push([target, (target as Float64Array).slice()]);
      continue;
    }
    const copy = Array.isArray(target) ? target.slice() : {...target};
    saved.push([target, copy]);
    for (const value of Object.values(copy)) if (typeof value === "object" && value !== null) todo.push(value);
  }
  return () => {
    for (const [target, copy] of saved) {
      if (ArrayBuffer.isView(target)) (target as Float64Array).set(copy as Float64Array);
      else if (Array.isArray(target)) target.splice(0, target.length, ...(copy as unknown[]));
      else Object.assign(target, copy);
    }
  };
}
