/** Groups items by topic, in order of first appearance. */
export function byTopic<T extends {topic: string}>(items: readonly T[]): Map<string, T[]> {
  const topics = new Map<string, T[]>();
  for (const item of items) {
    const group = topics.get(item.topic);
    if (group) group.push(item);
    else topics.set(item.topic, [item]);
  }
  return topics;
}
