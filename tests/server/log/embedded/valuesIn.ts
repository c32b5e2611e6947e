import type {Log, LogEntry} from "../../../../server/log/log.js";

export const textOf = ({value}: LogEntry) => new TextDecoder().decode(value);

/** All values that are there now, from the earliest on. */
export async function valuesIn(log: Log): Promise<string[]> {
  const [{offsets}] = await log.describeTopics();
  const count = offsets[0].next - offsets[0].first;
  const values: string[] = [];
  if (count === 0) return values;
  const consumer = await log.consume({topics: ["t"], from: "earliest"});
  for await (const batch of consumer) {
    values.push(...batch.map(textOf));
    if (values.length >= count) break;
  }
  await consumer.close();
  return values;
}
