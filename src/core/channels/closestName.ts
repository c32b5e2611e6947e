/** The name most similar to a mistyped one, or undefined when none is similar. */
export function closestName(text: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let smallest = Math.max(1, Math.floor(text.length / 3)) + 0.5;
  for (const name of names) {
    const distance = name.startsWith(text) && text.length > 1 ? 1 : editDistance(text, name);
    if (distance < smallest) {
      smallest = distance;
      best = name;
    }
  }
  return best;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and transpositions count 1 each. */
export function editDistance(a: string, b: string): number {
  const rows = Array.from({length: a.length + 1}, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; ++j) rows[0][j] = j;
  for (let i = 1; i <= a.length; ++i)
    for (let j = 1; j <= b.length; ++j) {
      const same = a[i - 1] === b[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  return rows[a.length][b.length];
}
