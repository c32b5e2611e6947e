/** Works on several items at once. The first failure ends it, after what has begun has ended. */
export async function atOnce<T>(items: Iterable<T>, most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async () => {
    for (let next = queue.next(); !next.done && failures.length === 0; next = queue.next())
      await work(next.value).catch((error) => failures.push(error));
  };
  await Promise.all(Array.from({length: most}, worker));
  if (failures.length) throw failures[0];
}
