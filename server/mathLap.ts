import {afterStartLine} from "../src/core/archive/samples.js";
import {lapAxes} from "../src/core/laps/lapAxes.js";
import {findLaps, type LapName, lapNameText, readLapSamples} from "../src/core/laps/open/archivedLap.js";
import type {LapArchive} from "../src/core/laps/open/lapArchive.js";

/** The samples of a lap from its start line on, over which expressions are computed, with their time and distance. Throws a LapError. */
export async function mathLap(archive: LapArchive, name: LapName) {
  const [found] = await findLaps(archive, [name]);
  const samples = afterStartLine(await readLapSamples(archive, found));
  const column = (channel: string) => (samples.has(channel) ? samples.values(channel) : undefined);
  const axes = lapAxes({
    sessionTime: samples.values("sessionTime"),
    currentLapTimeMs: column("currentLapTimeMs"),
    lapDistance: column("lapDistance"),
  });
  return {name: lapNameText(found.name), samples, ...axes};
}
