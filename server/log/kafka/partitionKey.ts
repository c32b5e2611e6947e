/** Identifies a partition in maps. */
export const partitionKey = (topic: string, partition: number): string => `${topic}\n${partition}`;
