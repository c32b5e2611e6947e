import {writeFileSync} from "node:fs";
import {constants, getPriority, setPriority} from "node:os";

/** Linux gives each terminal's programs a share of the processor, however they stand among each other. */
const GROUP = "/proc/self/autogroup";

/**
 * Delays are those of what is measured only when it gets the processor: while `work` runs, this process and those that it
 * starts go before others, where the system allows it (root), and says so where it does not.
 */
export async function first<T>(work: () => Promise<T>): Promise<T> {
  const before = getPriority();
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST);
    setGroup(constants.priority.PRIORITY_HIGHEST);
  } catch {
    console.log("no right to a higher priority: delays hold those of whatever else runs here");
  }
  try {
    return await work();
  } finally {
    setPriority(before);
    setGroup(0);
  }
}

function setGroup(nice: number): void {
  try {
    writeFileSync(GROUP, String(nice));
  } catch {
    // no such thing here
  }
}
