import {GRAVITY} from "../../../channels/gravity.js";
import {changesOfSpeed} from "./changesOfSpeed.js";
import type {MeantTable} from "./meantTable.js";
import {nearest, proportion, quantilesOf} from "./ratios.js";
import type {TurnRate} from "./turning.js";

const AXES = ["gLateral", "gLongitudinal", "gVertical"];
const RATES = ["yawRate", "pitchRate", "rollRate"];
/** Weaker agreement is no evidence. */
const AGREES = 0.8;
/** DrivenPath and sensor differ by less (of the logarithm); g and m/s² by 2.28, degrees and radians by 4. */
const TOLERANCE = 0.7;
/** Cars reach no more, g; more only in m/s². */
const MOST_G = 6.5;
/** Beyond racing cars, g. */
const NO_CAR_G = 15;
/** rad/s: a spinning car turns no faster */
const MOST_RATE = 3.5;
/** Of these in m/s², no car; in thousandths of g. */
const MOST_MS2 = 120;
const FROM_GRAVITY = {g: [0.8, 1.2], "m/s²": [8.5, 11]} as const;
const ACCELERATIONS = [
  {unit: "g", factor: GRAVITY},
  {unit: "m/s²", factor: 1},
  {unit: "mg", factor: GRAVITY / 1000},
];
const ANGULAR = [
  {unit: "rad/s", factor: 1},
  {unit: "deg/s", factor: Math.PI / 180},
];

/**
 * Units of accelerations and of rates of turn: lateral by speed times rate of turn of the path, longitudinal by the change of speed,
 * vertical by gravity; the rest of a sensor like the first, else by range.
 */
export function inferAccelerations(table: MeantTable, turns: readonly TurnRate[]): void {
  const shown = (channel: string, references: readonly number[], rows: readonly number[], units: typeof ANGULAR) => {
    const raw = table.raw(channel);
    const found =
      raw &&
      proportion(
        references,
        rows.map((row) => raw[row]),
      );
    return found && Math.abs(found.cosine) > AGREES
      ? nearest(1 / Math.abs(found.slope), units, TOLERANCE)?.unit
      : undefined;
  };
  const rows = turns.map(({row}) => row);
  const known = table.isKnown("speedKmh") ? table.values("speedKmh") : undefined;
  const speedAt = ({row, speed}: TurnRate) => (known && Number.isFinite(known[row]) ? known[row] / 3.6 : speed);
  const lateral = shown(
    "gLateral",
    turns.map((turn) => turn.rate * speedAt(turn)),
    rows,
    ACCELERATIONS,
  );
  if (lateral) table.settle("gLateral", {unit: lateral, evidence: "by speed and curvature of the path"});
  const changes = changesOfSpeed(table);
  const longitudinal = shown(
    "gLongitudinal",
    changes.map(({rate}) => rate),
    changes.map(({row}) => row),
    ACCELERATIONS,
  );
  if (longitudinal && table.isOpen("gLongitudinal"))
    table.settle("gLongitudinal", {unit: longitudinal, evidence: "by the change of speed"});
  if (table.isOpen("gVertical")) byGravity(table);
  const yaw = shown(
    "yawRate",
    turns.map(({rate}) => rate),
    rows,
    ANGULAR,
  );
  if (yaw) table.settle("yawRate", {unit: yaw, evidence: "by the curvature of the path"});
  family(table, AXES, (top) => (top > MOST_MS2 ? "mg" : top > MOST_G ? "m/s²" : undefined));
  for (const channel of AXES) {
    const values = table.isKnown(channel) ? table.values(channel) : undefined;
    const top = values ? topOf(values) : 0;
    if (top > NO_CAR_G)
      table.doubt(channel, `no car reaches ${top.toFixed(0)} g: the unit of the file must be another one`);
  }
  family(table, RATES, (top) => (top > MOST_RATE ? "deg/s" : undefined));
}

/** Open columns of one sensor take the unit that is known of another of its axes, else one by the largest values of all. */
function family(table: MeantTable, channels: readonly string[], unitByTop: (top: number) => string | undefined): void {
  const known = channels.find((channel) => table.isKnown(channel));
  const open = channels.filter((channel) => table.isOpen(channel));
  const tops = open.filter((channel) => channel !== "gVertical").flatMap((channel) => topOf(table.raw(channel)!));
  const byRange = unitByTop(Math.max(0, ...tops));
  for (const channel of open) {
    if (known) table.settle(channel, {unit: table.unit(known), evidence: `like ${known}`});
    else if (byRange) table.settle(channel, {unit: byRange, evidence: "by its range"});
  }
}

function topOf(values: Float64Array): number {
  return Math.max(...quantilesOf(values, [0.01, 0.99]).map(Math.abs));
}

function byGravity(table: MeantTable): void {
  const [middle] = quantilesOf(table.raw("gVertical")!, [0.5]).map(Math.abs);
  for (const [unit, [least, most]] of Object.entries(FROM_GRAVITY))
    if (middle >= least && middle <= most) table.settle("gVertical", {unit, evidence: "by gravity"});
}
