import type {AlertProgram} from "../../alerts/alertProgram.js";
import {CarAlerts, initialCarAlerts} from "../../alerts/carAlerts.js";
import {SessionAlerts} from "../../alerts/sessionAlerts.js";
import {lapEvents} from "../../analyst/lapEvents.js";
import {rowsOfSamples} from "../../archive/rowsOfSamples.js";
import type {Samples} from "../../archive/samples.js";
import type {ArchivedSession, LapRow} from "../../archive/types.js";
import {rowIndices, type TelemetryRow} from "../../channels/telemetryRow.js";
import {eventWordsOf} from "../../games/eventWords.js";
import type {LapEvent, LiveEvent, StrategyAlert} from "../../messages/events.js";
import {groupBy} from "../../signal/groupBy.js";
import {sessionMessage} from "../publish/sessionMessage.js";
import {archivedEvents} from "./archivedEvents.js";

const AT = rowIndices("sessionTime car lapNumber");
/** s after the end of a lap within which its samples tell its time, where they tell it at all */
const TIME_COMES_S = 3;

/** Reads the samples of a lap. */
type SamplesOf = (lap: LapRow) => Promise<Samples>;

/**
 * The alerts that rules give over an archived session, in the order of its time: those of the running session, but for what a flashback has
 * undone since. Reads one lap of each car at a time.
 */
export async function archivedAlerts(
  {session, laps}: ArchivedSession,
  samplesOf: SamplesOf,
  rules: AlertProgram,
): Promise<StrategyAlert[]> {
  const alerts: StrategyAlert[] = [];
  const watched = new SessionAlerts(rules, (alert) => alerts.push(alert));
  watched.setPlayer(playerOf(session.playerCar, session.drivers));
  const words = eventWordsOf(session.source.format);
  const messages = session.events
    .flatMap((event) => sessionMessage(event, words) ?? [])
    .sort((a, b) => a.sessionTime - b.sessionTime);
  const times = archivedEvents(laps).filter((event) => event.topic === "lap-events");
  const driven = laps.filter(({file, startTime}) => file && startTime !== null);
  let drives = [...groupBy(driven, ({car}) => car)].map(([car, own]) => new Drive(car, own, times, watched));
  let taken = 0;
  const takeUpTo = (time: number) => {
    while (taken < messages.length && messages[taken].sessionTime <= time) watched.take(messages[taken++]);
  };
  while (true) {
    let next: Drive | undefined;
    for (const drive of drives) {
      if (!drive.row) await drive.open(samplesOf);
      if (drive.row && (!next || drive.time < next.time)) next = drive;
    }
    if (!next) break;
    drives = drives.filter(({row}) => row);
    takeUpTo(next.time);
    next.step();
  }
  takeUpTo(Number.POSITIVE_INFINITY);
  return alerts;
}

/** The car of rules about "mine": the player's, or the only one. */
export function playerOf(playerCar: number | null, drivers: readonly {car: number}[]): number | null {
  return playerCar ?? (drivers.length === 1 ? drivers[0].car : null);
}

/** One car's samples, as they are read. */
class Drive {
  /** the next sample; null: the next lap is to be read, or none is left */
  row: TelemetryRow | null = null;
  time = Number.NaN;
  private rows: Iterator<TelemetryRow> = [][Symbol.iterator]();
  private lap = 0;
  private readonly left: LapRow[];
  /** lap times that the samples have not told yet */
  private untold: LapEvent[];
  private readonly alerts: CarAlerts;
  private readonly reduced = Float64Array.from(lapEvents.initial);

  constructor(
    private readonly car: number,
    laps: readonly LapRow[],
    times: readonly LapEvent[],
    session: SessionAlerts,
  ) {
    this.left = laps.toSorted((a, b) => a.startTime! - b.startTime!);
    this.untold = times.filter((event) => event.car === car);
    this.alerts = new CarAlerts(session, car, Float64Array.from(initialCarAlerts(session.program)));
  }

  /** Reads the next lap that has samples. */
  async open(samplesOf: SamplesOf): Promise<void> {
    while (!this.row && this.left.length > 0) {
      const lap = this.left.shift()!;
      this.rows = rowsOfSamples(await samplesOf(lap));
      this.lap = lap.lap;
      this.advance();
    }
    if (!this.row) for (const event of this.untold.splice(0)) this.alerts.lap(event);
  }

  /** Evaluates the sample, and goes on to the next. */
  step(): void {
    const row = this.row!;
    row[AT.car] = this.car;
    row[AT.lapNumber] = this.lap;
    lapEvents.reduce(this.reduced, row, (event) => this.told(event));
    while (this.untold.length > 0 && this.untold[0].sessionTime + TIME_COMES_S < this.time)
      this.alerts.lap(this.untold.shift()!);
    this.alerts.sample(row);
    this.advance();
  }

  private told(event: LiveEvent): void {
    if (event.topic !== "lap-events") return;
    this.untold = this.untold.filter(({lap}) => lap !== event.lap);
    this.alerts.lap(event);
  }

  private advance(): void {
    const {done, value} = this.rows.next();
    this.row = done ? null : value;
    if (this.row) this.time = this.row[AT.sessionTime];
  }
}
