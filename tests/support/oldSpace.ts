import {getHeapSpaceStatistics, setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";

/** A collection of the young generation: an object that survives two of them moves to the old space. */
type Collect = (options?: {type: "minor"}) => void;

function exposedCollect(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}

/** Memory of this process after a full collection. */
export function memoryKept(): NodeJS.MemoryUsage {
  exposedCollect()();
  return process.memoryUsage();
}

/**
 * Bytes that moved to the old space while `work` ran, which collects the young generation now and then. What is
 * released at once never gets there.
 */
export async function movedToOldSpace(work: (collect: () => void) => Promise<void>): Promise<number> {
  const gc = exposedCollect();
  const used = () => getHeapSpaceStatistics().find(({space_name}) => space_name === "old_space")!.space_used_size;
  const collect = () => gc({type: "minor"});
  const before = used();
  await work(collect);
  return used() - before;
}
