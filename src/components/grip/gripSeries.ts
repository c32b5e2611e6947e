import type {ArchivedSession} from "../../core/archive/types.js";
import type {GgEnvelope} from "../../core/laps/accelerations/ggEnvelope.js";
import {countedRows} from "../../core/laps/open/countedLaps.js";
import type {GripLap, OpenedGrip} from "../../core/laps/open/openGrip.js";
import {driverColors} from "../session/driverColors.js";
import {otherDrivers} from "../session/driversChoice.js";
import type {CheckOption} from "../ui/checks.js";
import {lapTime} from "../ui/format.js";
import {ownSeries, SERIES} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";

/** What is overlaid in diagrams and histograms: all laps of a driver, or one lap. */
export interface GripSeries {
  key: string;
  label: string;
  color: string;
  laps: readonly GripLap[];
  envelope: GgEnvelope | null;
}

/** What can be shown beside a driver's laps: single ones of them, and other drivers. */
export function besideChoices(archived: ArchivedSession, car: number | null): CheckOption[] {
  const rows = car === null ? [] : countedRows(archived, car).toSorted((a, b) => a.lapTimeMs! - b.lapTimeMs!);
  const laps = rows.map(({lap, lapTimeMs}) => ({
    key: `lap-${lap}`,
    label: `lap ${lap}, ${lapTime(lapTimeMs)}`,
    group: "laps of this driver",
  }));
  return [...otherDrivers(archived, car).map((one) => ({...one, group: "other drivers"})), ...laps];
}

/**
 * The series of a choice: the driver first, then what is beside him. Drivers have their colours of the session, whatever else is chosen;
 * single laps have colours that are left, by their numbers.
 */
export function gripSeries({drivers}: OpenedGrip, archived: ArchivedSession, beside: string | undefined): GripSeries[] {
  const cars = drivers.map(({car}) => car);
  const colors = driverColors(archived, cars, cars[0]);
  const all = drivers.map(({car, laps, envelope}) => ({
    key: String(car),
    label: laps.length ? driverName(laps[0].row) : `car ${car}`,
    color: colors.get(car)!,
    laps,
    envelope,
  }));
  const [own] = drivers;
  const asked = (beside ?? "").split(",").flatMap((key) => /^lap-(\d+)$/.exec(key)?.[1] ?? []);
  // from the end, which drivers take last
  const taken = new Set(colors.values());
  const free = SERIES.map((_, i) => ownSeries(i).color)
    .filter((color) => !taken.has(color))
    .reverse();
  const single = own.laps
    .filter(({row}) => asked.includes(String(row.lap)))
    .toSorted((a, b) => a.row.lap - b.row.lap)
    .map((lap, i) => ({
      ...{key: `lap-${lap.row.lap}`, label: `lap ${lap.row.lap}`, color: free[i % free.length]},
      ...{laps: [lap], envelope: lap.envelope},
    }));
  return [...all, ...single].filter(({laps}) => laps.length > 0);
}
