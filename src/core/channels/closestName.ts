/** The name most similar to a mistyped one, or undefined when none is similar. */
export function closestName(text: string, names: readonly string[]): string | undefined {
  return closestNames(text, names)[0];
}

/** The names most similar to a mistyped one, all as near as the nearest; the shortest first, else in their order. */
export function closestNames(text: string, names: readonly string[], most = 3): string[] {
  const limit = Math.max(1, Math.floor(text.length / 3));
  const near = [...new Set(names)].flatMap((name) => {
    const typed = editDistance(text, name);
    // a name that is not written to its end
    const distance = name.startsWith(text) && text.length > 1 ? Math.min(typed, UNFINISHED) : typed;
    return distance <= Math.max(limit, UNFINISHED) ? [{name, distance}] : [];
  });
  const least = Math.min(...near.map(({distance}) => distance));
  return near
    .filter(({distance}) => distance === least)
    .map(({name}) => name)
    .sort((a, b) => a.length - b.length)
    .slice(0, most);
}

/** Further than one typing error, nearer than two. */
const UNFINISHED = 1.5;

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
