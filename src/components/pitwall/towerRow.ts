import {compoundName} from "../../core/channels/tyreCompound.js";
import type {Split} from "../../core/laps/bests.js";
import {isRace, trackGap} from "../../core/laps/gaps.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import {timingClass} from "../../core/laps/timingClass.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {counted, delta, fixed, lapTime} from "../ui/format.js";
import {runningSplit} from "./runningSplit.js";
import {timingClassName} from "./textCell.js";

/** The texts of a car's row in the timing tower. */
export interface TowerRow
  extends Record<Driver | "gap" | "interval" | "last" | "lastClass" | "best" | "bestClass" | "stops" | "trap", string> {
  /** sector times: of the running lap where the sector is over, else of the lap before, which is muted */
  sectors: readonly {text: string; className: string}[];
  /** in the pit lane */
  pit: boolean;
  /** within a second of the car ahead */
  near: boolean;
}
type Driver = "position" | "raceNumber" | "name" | "tyre" | "tyreAge";

const SECTORS = ["sector1Ms", "sector2Ms", "sector3Ms"] as const satisfies readonly Split[];
type Sector = (typeof SECTORS)[number];

/** A car this close is in range to attack: DRS opens within a second. ms */
const NEAR_MS = 1000;

/** Cars by position; those without one last, by number. */
export function runningOrder(source: LiveSource): number[] {
  const position = (car: number) => source.latest(car, "position") || 99;
  return source.cars.toSorted((a, b) => position(a) - position(b) || a - b);
}

/**
 * The row at a place of the running order: gaps by track position in a race, else by best lap.
 *
 * @param stops of the car so far
 * @param trapKmh its greatest speed in the speed trap; NaN where none is known
 */
export function towerRow(
  source: LiveSource,
  book: LapBook,
  order: readonly number[],
  place: number,
  {stops = 0, trapKmh = Number.NaN}: {stops?: number; trapKmh?: number} = {},
): TowerRow {
  const car = order[place];
  const value = (channel: string) => source.latest(car, channel);
  const driver = source.session?.drivers.find((d) => d.car === car);
  const {session, personal} = book.bests;
  const own = personal.get(car)?.lapTimeMs ?? Infinity;
  const last = value("lastLapTimeMs");
  const compound = value("tyreCompound");
  const age = value("tyreAgeLaps");
  const gaps = isRace(source.session?.type) ? raceGaps(source, order, place) : bestLapGaps(source, book, order, place);
  return {
    position: fixed(value("position")),
    raceNumber: driver ? String(driver.raceNumber) : "",
    name: driver?.name || `car ${car}`,
    ...gaps,
    last: lapTime(last || Number.NaN),
    // the game shows a time before the analyst's lap comes: only then are the bests to judge it by known
    lastClass: isKnown(book, car, last) ? timingClassName(timingClass(last, own, session.lapTimeMs)) : "",
    best: lapTime(Number.isFinite(own) ? own : null),
    bestClass: Number.isFinite(own) && own <= session.lapTimeMs ? "lb-best" : "",
    tyre: Number.isNaN(compound) ? "tyre unknown" : compoundName(compound),
    tyreAge: Number.isNaN(age) ? "" : String(age),
    stops: stops ? String(stops) : "",
    trap: Number.isNaN(trapKmh) ? "" : fixed(trapKmh),
    sectors: SECTORS.map((split) => sectorCell(source, book, car, split)),
    pit: value("pitStatus") > 0,
  };
}

function sectorCell(
  source: LiveSource,
  {laps, bests}: LapBook,
  car: number,
  split: Sector,
): TowerRow["sectors"][number] {
  const now = runningSplit(source, car, split);
  if (now > 0) {
    const own = bests.personal.get(car);
    const timing = own ? timingClass(now, own[split], bests.session[split]) : null;
    return {text: lapTime(now), className: timingClassName(timing)};
  }
  const before = laps.findLast((lap) => lap.car === car)?.[split];
  return {text: before && before > 0 ? lapTime(before) : "", className: "lb-muted"};
}

/** Whether the lap of this time is among the finished laps, and a lap of the car counts. */
function isKnown({laps, bests}: LapBook, car: number, lastMs: number): boolean {
  return bests.personal.has(car) && laps.findLast((lap) => lap.car === car)?.lapTimeMs === lastMs;
}

type Gaps = Pick<TowerRow, "gap" | "interval" | "near">;

function raceGaps(source: LiveSource, order: readonly number[], place: number): Gaps {
  const car = order[place];
  const pit = source.latest(car, "pitStatus");
  if (place === 0) return {gap: gapText(0, {leads: true, pit}), interval: "", near: false};
  const toLeader = trackGap(source, car, order[0], source.latest(car, "deltaToLeaderMs"));
  const toFront = trackGap(source, car, order[place - 1], source.latest(car, "deltaToFrontMs"));
  return {
    gap: gapText(toLeader.ms, {pit, laps: toLeader.laps}),
    interval: gapText(toFront.ms, {laps: toFront.laps}),
    near: toFront.laps === 0 && toFront.ms > 0 && toFront.ms < NEAR_MS,
  };
}

function bestLapGaps(source: LiveSource, {bests}: LapBook, order: readonly number[], place: number): Gaps {
  const pit = source.latest(order[place], "pitStatus");
  if (place === 0) return {gap: gapText(0, {pit}), interval: "", near: false};
  const best = (car: number) => bests.personal.get(car)?.lapTimeMs ?? Infinity;
  const own = best(order[place]);
  return {
    gap: pit > 0 ? gapText(0, {pit}) : lapGap(own - bests.session.lapTimeMs),
    interval: lapGap(own - best(order[place - 1])),
    near: false,
  };
}

/** A gap: `+1.234`, from a lap on `+2 laps`; `leader`, `in pit` or `pit lane` where one of these applies. */
export function gapText(ms: number, {leads = false, pit = 0, laps = 0} = {}): string {
  if (pit > 0) return pit === 1 ? "in pit" : "pit lane";
  if (leads) return "leader";
  if (laps > 0) return `+${counted(laps, "lap")}`;
  if (!(ms > 0)) return "—";
  return `+${(ms / 1000).toFixed(ms < 100_000 ? 3 : 1)}`;
}

/** The difference of two best laps, signed; an em dash while one of them is unknown. */
function lapGap(ms: number): string {
  return Number.isFinite(ms) ? delta(ms) : "—";
}
