import {ownSectorTimes} from "../../laps/sectorTimes.js";
import {knownTime} from "../ac/lapTime.js";
import type {LapFacts} from "../game.js";
import type {AccLap} from "./readMessage.js";

/** s by which lastLap may lag behind the lap count */
const LAG_S = 2;

/** Official lap times of one car from lastLap, which may change an update before or after the lap count. */
export class AccLapTimes {
  /** the lap that waits for lastLap, session time of its finish (s), and lastLap as reported for it */
  private finished: {lap: number; at: number; reported: string} | null = null;
  private lastLap = "";
  /** session time of the last change of lastLap, s */
  private changedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly report: (facts: LapFacts) => void) {}

  /**
   * @param time session time, s
   * @param finished number of the lap that this update finishes, or null
   * @param lap lastLap of this update
   */
  update(time: number, finished: number | null, lap: AccLap): void {
    const text = JSON.stringify(lap);
    if (text !== this.lastLap) {
      this.changedAt = this.lastLap === "" ? Number.NEGATIVE_INFINITY : time;
      this.lastLap = text;
    }
    if (finished !== null) this.finished = {lap: finished, at: time, reported: ""};
    const open = this.finished;
    if (!open) return;
    const late = time - open.at >= LAG_S;
    if (late) this.finished = null;
    if ((!late && this.changedAt < open.at - LAG_S) || open.reported === text) return;
    open.reported = text;
    const lapTimeMs = knownTime(lap.lapTimeMs);
    const splits = lap.splitsMs.length === 3 ? lap.splitsMs.map(knownTime) : [null, null, null];
    const [sector1Ms, sector2Ms, sector3Ms] = ownSectorTimes(splits, [null, null, lapTimeMs]);
    this.report({
      lap: open.lap,
      lapTimeMs,
      valid: !lap.isInvalid,
      sector1Ms,
      sector2Ms,
      sector3Ms,
      ...(lap.isOutLap && {complete: false}),
    });
  }
}
