/**
 * Unit direction of travel at point i of a line, from its neighbours up to `reach` points away; [0, 0] where they coincide
 * or are unknown.
 */
export function directionAt(x: ArrayLike<number>, y: ArrayLike<number>, i: number, reach = 3): [number, number] {
  let a = i;
  let b = i;
  for (let k = 1; k <= reach; k++) {
    if (i - k >= 0 && Number.isFinite(x[i - k]) && Number.isFinite(y[i - k])) a = i - k;
    if (i + k < x.length && Number.isFinite(x[i + k]) && Number.isFinite(y[i + k])) b = i + k;
  }
  const dx = x[b] - x[a];
  const dy = y[b] - y[a];
  const length = Math.hypot(dx, dy);
  return length > 0 ? [dx / length, dy / length] : [0, 0];
}
