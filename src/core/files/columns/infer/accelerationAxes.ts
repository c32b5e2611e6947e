import {changesOfSpeed} from "./changesOfSpeed.js";
import type {MeantTable} from "./meantTable.js";
import {proportion} from "./ratios.js";
import type {TurnRate} from "./turning.js";

const AXES = ["gLateral", "gLongitudinal", "gVertical"];
/** An axis is shown by an agreement above this … */
const AGREES = 0.8;
/** … and more than this above the one of the axis that the name suggests. */
const CLEARLY = 0.2;

/**
 * Accelerations named x, y and z: tools differ in which of them points forward (Assetto Corsa z, RaceBox x). The lateral one goes with
 * speed times rate of turn of the path, the longitudinal one with the change of speed; what is left is vertical. Where nothing shows it,
 * they stay with a doubt.
 */
export function inferAccelerationAxes(table: MeantTable, turns: readonly TurnRate[]): void {
  const columns = AXES.filter((channel) => /[xyz]\W*$/i.test(plain(table.nameOf(channel))) && table.isByName(channel));
  if (columns.length < 2) return;
  const speed = table.isKnown("speedKmh") ? table.values("speedKmh") : undefined;
  const speedAt = ({row, speed: ofPath}: TurnRate) => (Number.isFinite(speed?.[row]) ? speed![row] / 3.6 : ofPath);
  const changes = changesOfSpeed(table);
  const lateral = shown(table, columns, {
    channel: "gLateral",
    references: turns.map((turn) => turn.rate * speedAt(turn)),
    rows: turns.map(({row}) => row),
  });
  const longitudinal = shown(table, columns, {
    channel: "gLongitudinal",
    references: changes.map(({rate}) => rate),
    rows: changes.map(({row}) => row),
  });
  if (lateral === longitudinal) {
    for (const channel of columns)
      table.doubt(channel, "that it points this way is an assumption: the names only say x, y, z");
    return;
  }
  const places = new Map<string, string>();
  if (lateral) places.set(lateral, "gLateral");
  if (longitudinal) places.set(longitudinal, "gLongitudinal");
  if ([...places].every(([from, to]) => from === to)) return;
  const left = [...AXES].filter((channel) => ![...places.values()].includes(channel));
  // one that need not move stays
  for (const channel of columns.filter((channel) => !places.has(channel)))
    if (left.includes(channel)) places.set(channel, left.splice(left.indexOf(channel), 1)[0]);
  for (const channel of columns.filter((channel) => !places.has(channel))) places.set(channel, left.pop()!);
  table.exchange(places, "the driven path and the change of speed");
}

/** `GForceX [g]` → `GForceX` */
function plain(name: string): string {
  return name.replace(/[[(].*$/, "").trim();
}

interface Reference {
  /** the axis that should go with it */
  channel: string;
  references: readonly number[];
  rows: readonly number[];
}

/** The column that goes with a reference; undefined where none does, or none clearly better than the one of that name. */
function shown(table: MeantTable, columns: readonly string[], {channel, references, rows}: Reference) {
  const agreement = (column: string) => {
    const raw = table.raw(column);
    const values = raw && rows.map((row) => raw[row]);
    return values ? Math.abs(proportion(references, values)?.cosine ?? 0) : 0;
  };
  const [best] = [...columns].sort((a, b) => agreement(b) - agreement(a));
  if (agreement(best) <= AGREES) return undefined;
  return best !== channel && agreement(best) < agreement(channel) + CLEARLY ? undefined : best;
}
