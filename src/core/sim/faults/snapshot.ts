type Saved = readonly [target: object, copy: object];

/**
 * Saves the state of all objects reachable from `root`: their properties, arrays and typed arrays. The returned function restores it
 * into the same objects. `shared`: objects that never change; they and what is reachable only through them are not saved. State that
 * only a closure holds is not saved either.
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
