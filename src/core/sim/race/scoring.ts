import type {Crossing} from "../timingLines.js";
import type {RaceControl} from "./raceControl.js";
import type {EmitEvent} from "./raceEvents.js";
import type {Racer} from "./racer.js";

/** the games' number of the result reason "finished" */
const FINISHED = 2;

/** Timing and scoring: turns line crossings into sectors, laps, fastest laps, trap speeds and the end of the race. */
export class Scoring {
  /** fastest valid lap so far, ms */
  bestMs = Infinity;
  /** session time of the winner's finish, s */
  wonAt = Infinity;
  /** crossings not yet applied, by time */
  private readonly pending: Crossing[] = [];

  constructor(
    private readonly racers: readonly Racer[],
    private readonly laps: number,
    private readonly control: RaceControl,
    private readonly emit: EmitEvent,
  ) {}

  /** Queues a crossing; it counts once `settle` reaches its time. */
  add(crossing: Crossing): void {
    const {pending} = this;
    let i = pending.length;
    while (i > 0 && pending[i - 1].time > crossing.time) i--;
    pending.splice(i, 0, crossing);
  }

  /** Applies the crossings up to `time`, s. */
  settle(time: number): void {
    const {pending} = this;
    while (pending.length > 0 && pending[0].time <= time) this.apply(pending.shift()!);
  }

  private apply({car, line, time, speed}: Crossing): void {
    const racer = this.racers[car];
    const {timing} = racer;
    if (racer.status === "retired" || racer.status === "finished") return;
    if (line === "trap") {
      this.trap(racer, speed * 3.6, time);
      return;
    }
    // the metres from the grid slot to the line belong to the first lap
    if (line === 0 && timing.lap === 1 && timing.sector === 2 && timing.sectorTimesMs[0] === 0) {
      timing.sector = 0;
      return;
    }
    const lap = timing.cross(line, Math.round(time * 1000));
    if (!lap) return;
    racer.lapNotes.push({position: racer.position, compound: racer.compound.name, pit: racer.pitThisLap});
    racer.pitThisLap = racer.pit !== null && racer.pit.phase !== "called";
    if (lap.valid && lap.lapTimeMs < this.bestMs) {
      this.bestMs = lap.lapTimeMs;
      this.emit("FTLP", {lapTime: lap.lapTimeMs / 1000}, car, time);
    }
    if (racer.status !== "running") return;
    if (lap.lap >= this.laps || this.control.chequered) this.finish(racer, time);
  }

  private finish(racer: Racer, time: number): void {
    racer.status = "finished";
    racer.endedAt = time;
    racer.reason = FINISHED;
    racer.stints[racer.stints.length - 1].endLap = racer.timing.laps.length;
    if (this.control.chequered) return;
    this.control.chequered = true;
    this.wonAt = time;
    this.emit("CHQF", undefined, undefined, time);
    this.emit("RCWN", undefined, racer.index, time);
  }

  private trap(racer: Racer, speedKmh: number, time: number): void {
    if (speedKmh <= racer.trap.speedKmh) return;
    Object.assign(racer.trap, {speedKmh, lap: racer.timing.lap});
    const fastest = this.racers.reduce((best, other) => (other.trap.speedKmh > best.trap.speedKmh ? other : best));
    this.emit(
      "SPTP",
      {
        speed: speedKmh,
        isOverallFastestInSession: fastest === racer ? 1 : 0,
        isDriverFastestInSession: 1,
        fastestVehicleIdxInSession: fastest.index,
        fastestSpeedInSession: fastest.trap.speedKmh,
      },
      racer.index,
      time,
    );
  }
}
