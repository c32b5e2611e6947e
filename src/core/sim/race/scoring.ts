import type {Crossing} from "../simulation.js";
import type {RaceControl} from "./raceControl.js";
import type {Racer} from "./racer.js";

/** Tells an event of the games by its letters, at a session time, s. */
export type TellAt = (
  code: string,
  details: Record<string, number> | undefined,
  car: number | undefined,
  time: number,
) => void;

/** Timing and scoring: lines passed become sectors, laps, fastest laps, speeds, and the end of the race. */
export class Scoring {
  /** fastest valid lap so far, ms */
  bestMs = Infinity;
  /** session time of the winner's finish, s */
  wonAt = Infinity;
  private readonly pending: Crossing[] = [];

  constructor(
    private readonly racers: readonly Racer[],
    private readonly laps: number,
    private readonly control: RaceControl,
    private readonly tell: TellAt,
  ) {}

  /** A line was passed; it counts once `settle` comes to its time. */
  add(crossing: Crossing): void {
    const {pending} = this;
    let i = pending.length;
    while (i > 0 && pending[i - 1].time > crossing.time) i--;
    pending.splice(i, 0, crossing);
  }

  /** Applies what was passed until `time`, s. */
  settle(time: number): void {
    const {pending} = this;
    while (pending.length > 0 && pending[0].time <= time) this.pass(pending.shift()!);
  }

  private pass({car, line, time, speed}: Crossing): void {
    const racer = this.racers[car];
    const {timing} = racer;
    if (racer.status === "retired" || racer.status === "finished") return;
    if (line === "trap") {
      this.trap(racer, speed * 3.6, time);
      return;
    }
    // the way from the grid to the line belongs to the first lap
    if (line === 0 && timing.lap === 1 && timing.sector === 2 && timing.sectorTimesMs[0] === 0) {
      timing.sector = 0;
      return;
    }
    const lap = timing.cross(line, Math.round(time * 1000));
    if (!lap) return;
    racer.notes.push({position: racer.position, compound: racer.compound.name, pit: racer.pitThisLap});
    racer.pitThisLap = racer.pit !== null && racer.pit.phase !== "called";
    if (lap.valid && lap.lapTimeMs < this.bestMs) {
      this.bestMs = lap.lapTimeMs;
      this.tell("FTLP", {lapTime: lap.lapTimeMs / 1000}, car, time);
    }
    if (racer.status !== "running") return;
    if (lap.lap >= this.laps || this.control.chequered) this.finish(racer, time);
  }

  private finish(racer: Racer, time: number): void {
    racer.status = "finished";
    racer.endedAt = time;
    racer.reason = 2;
    racer.stints[racer.stints.length - 1].endLap = racer.timing.laps.length;
    if (this.control.chequered) return;
    this.control.chequered = true;
    this.wonAt = time;
    this.tell("CHQF", undefined, undefined, time);
    this.tell("RCWN", undefined, racer.index, time);
  }

  private trap(racer: Racer, speedKmh: number, time: number): void {
    const own = speedKmh > racer.trap.speedKmh;
    if (!own) return;
    Object.assign(racer.trap, {speedKmh, lap: racer.timing.lap});
    const fastest = this.racers.reduce((best, other) => (other.trap.speedKmh > best.trap.speedKmh ? other : best));
    this.tell(
      "SPTP",
      {
        ...{speed: speedKmh, isOverallFastestInSession: fastest === racer ? 1 : 0, isDriverFastestInSession: 1},
        ...{fastestVehicleIdxInSession: fastest.index, fastestSpeedInSession: fastest.trap.speedKmh},
      },
      racer.index,
      time,
    );
  }
}
