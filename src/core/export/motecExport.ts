import {channelOf} from "../channels/catalogue.js";
import {conversion} from "../channels/units.js";
import {LogFileError} from "../files/importedLog.js";
import {OWN_LOG} from "../files/motec/ldLayout.js";
import {type LdWriteChannel, writeLd} from "../files/motec/ldWriter.js";
import {writeLdx} from "../files/motec/ldx.js";
import {writtenAs} from "../files/motec/motecChannels.js";
import {PLANE_ORIGIN, planeOnEarth} from "../geometry/placesOnEarth.js";
import {channelNames, type ExportInput, joined} from "./exportLaps.js";
import {lineCrossings} from "./lineCrossings.js";
import {resample, wholeRate} from "./resample.js";

/** Not written: a log has its own time base, and one car. */
const LEFT_OUT = new Set(["sessionTime", "car", "frame"]);
/** Stored as whole 10⁻⁷ degrees, 11 mm: a 32-bit float resolves only a metre. */
const GPS_DECIMALS = 7;
const GPS = new Set(["latitude", "longitude"]);
/** The log is extended to a line crossing up to this far from the samples, s. */
const EDGE = 1;

export interface MotecExport {
  ld: Uint8Array;
  ldx: Uint8Array;
  /** samples a second of every channel */
  rate: number;
  /** what the files cannot hold */
  notes: string[];
}

export interface MotecExportOptions {
  /** of every channel; default: the rate of the samples */
  rateHz?: number;
}

/**
 * Laps of one car as a MoTeC log, resampled to one constant rate from the first sample to the last, with the line crossings in the
 * .ldx. Values are 32-bit floats in the units that i2 expects; GPS is whole 10⁻⁷ degrees (11 mm). Yields after each channel the share
 * done, 0–1.
 *
 * @throws LogFileError when the laps are of several cars, or hold no samples
 */
export function* motecSteps(input: ExportInput, {rateHz}: MotecExportOptions = {}): Generator<number, MotecExport> {
  const {session} = input;
  const cars = new Set(input.laps.map(({row}) => row.car));
  if (cars.size > 1) throw new LogFileError(`a MoTeC log holds one car, not ${cars.size}: choose one car`);
  const laps = input.laps
    .map(({row, samples}) => ({row, samples}))
    .filter(({samples}) => samples.rows > 0)
    .toSorted((a, b) => a.samples.values("sessionTime")[0] - b.samples.values("sessionTime")[0]);
  const time = joined(laps, "sessionTime");
  if (time.length < 2) throw new LogFileError("no samples to export");
  const notes: string[] = [];
  const rate = rateHz ?? wholeRate(time);
  // extended to line crossings just outside of the samples
  const crossings = lineCrossings(laps);
  const near = crossings.filter((t) => t > time[0] - EDGE && t < time[time.length - 1] + EDGE);
  // by whole steps: rows stay aligned with the samples
  const start = time[0] - Math.ceil(Math.max(0, time[0] - Math.min(time[0], ...near)) * rate) / rate;
  const rows = Math.floor((Math.max(time[time.length - 1], ...near) - start) * rate + 1e-6) + 1;
  const grid = (name: string, values: Float64Array) =>
    resample(time, values, {start, rate, rows, discrete: channelOf(name).kind === "discrete", breaks: BREAKS[name]});
  const tables = new Map<string, Float64Array>();
  const gaps: string[] = [];
  const names = channelNames(laps);
  for (const [n, name] of names.entries()) {
    yield n / (names.length + 1);
    if (LEFT_OUT.has(name)) continue;
    const values = joined(laps, name);
    const known = values.reduce((n, v) => n + (Number.isFinite(v) ? 1 : 0), 0);
    if (known === 0) continue;
    if (known < values.length) gaps.push(name);
    tables.set(name, grid(name, values));
  }
  // i2 draws its map from GPS: game coordinates are placed on the earth for it
  const [x, z] = [tables.get("worldX"), tables.get("worldZ")];
  if (x && z && !tables.has("latitude")) {
    const {latitude, longitude} = planeOnEarth(x, z);
    tables.set("latitude", latitude).set("longitude", longitude);
    notes.push(
      `GPS positions are made from the track's plane coordinates, placed at ${PLANE_ORIGIN.latitude}° N, ${PLANE_ORIGIN.longitude}° E`,
    );
  }
  const kept = [...tables.keys()];
  const channels = [...tables].map(([name, values]) => channelFor(name, values, rate, kept));
  if (gaps.length) notes.push(`gaps keep the previous value, because a MoTeC log cannot have gaps: ${gaps.join(", ")}`);
  notes.push(`resampled to ${rate} Hz`);
  const [{row}] = laps;
  const driver = session.drivers.find(({car}) => car === row.car);
  const simulated = session.source.simulated ? "simulated; " : "";
  return {
    ld: writeLd(channels, {
      driver: row.driver,
      vehicle: driver?.team ?? "",
      venue: session.track.name,
      session: session.type,
      event: `${session.source.game} ${session.type}`,
      comment: `${simulated}${OWN_LOG} from session ${session.id}`,
      startedAt: Date.parse(session.startedAt),
    }),
    ldx: writeLdx(near.map((t) => t - start)),
    rate,
    notes,
  };
}

const wraps = (before: number, next: number) => Math.abs(next - before) > Math.PI;

/** Not interpolated: running time and distance where they fall at the line, angles where they wrap from π to −π. */
const BREAKS: Record<string, (before: number, next: number) => boolean> = {
  currentLapTimeMs: (before, next) => next < before,
  lapDistance: (before, next) => next < before - 100,
  yaw: wraps,
  heading: wraps,
  windDirection: wraps,
};

function channelFor(name: string, values: Float64Array, rate: number, names: readonly string[]): LdWriteChannel {
  const {unit: from, quantity} = channelOf(name);
  const {name: title, short, unit} = writtenAs(name, names);
  const {factor, add} = conversion(quantity, from, unit) ?? {factor: 1, add: 0};
  if (factor !== 1 || add !== 0) for (let i = 0; i < values.length; i++) values[i] = values[i] * factor + add;
  return {
    name: title,
    short,
    unit: unit.replace("°", ""),
    rate,
    values,
    ...(GPS.has(name) && {decimals: GPS_DECIMALS}),
  };
}
