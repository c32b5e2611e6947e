import {getHeapSpaceStatistics, setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";

/** A collection of the young generation: an object that survives two of them moves to the old space. */
type Collect = (options: {type: "minor"}) => void;

/**
 * Bytes that moved to the old space while `work` ran, which collects the young generation now and then. What is
 * released at once never gets there.
 */
export async function movedToOldSpace(work: (collect: () => void) => Promise<void>): Promise<number> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as Collect;
  const used = () => getHeapSpaceStatistics().find(({space_name}) => space_name === "old_space")!.space_used_size;
  const collect = () => gc({type: "minor"});
  const before = used();
  await work(collect);
  return used() - before;
}
