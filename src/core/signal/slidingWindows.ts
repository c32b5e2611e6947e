/** First and last sample (inclusive) within a time of each sample. */
export interface Windows {
  first: Int32Array;
  last: Int32Array;
}

/** Windows of ± reach around each sample, not across a break; time ascends. */
export function slidingWindows(time: ArrayLike<number>, reach: number, breaks?: ArrayLike<number>): Windows {
  const n = time.length;
  const first = new Int32Array(n);
  const last = new Int32Array(n);
  for (let i = 0, from = 0; i < n; i++) {
    if (breaks?.[i]) from = i;
    while (time[i] - time[from] > reach) from++;
    first[i] = from;
  }
  for (let i = n - 1, to = n - 1; i >= 0; i--) {
    if (i < n - 1 && breaks?.[i + 1]) to = i;
    while (time[to] - time[i] > reach) to--;
    last[i] = to;
  }
  return {first, last};
}
