import {type AlertProgram, compileAlertRules} from "../src/core/alerts/alertProgram.js";
import {DEFAULT_RULES} from "../src/core/alerts/defaultRules.js";
import {Analyst} from "../src/core/analyst/analyst.js";
import {createRow, F1_ROW_LENGTH, rowIndex, type TelemetryRow} from "../src/core/channels/telemetryRow.js";
import type {LapEvent} from "../src/core/messages/events.js";
import {encodeTelemetry, TelemetryReader} from "../src/core/messages/protobufTelemetry.js";
import {type BenchRow, main, median} from "./support.js";

// How many samples a second does the analyst take on one core, also with the shipped alert rules?

const NEED = 200_000;
const CARS = 22;
const RATE = 60;
const LAP_SECONDS = 20;
const LAPS = 5;
const ROUNDS = 5;

/** Some fifty channels, as a car of a grid has them. */
const CHANNELS = [
  ...["lapDistance", "totalDistance", "sector", "position", "lapInvalid", "deltaToFrontMs", "deltaToLeaderMs"],
  ...["throttle", "brake", "steering", "speedKmh", "gear", "rpm", "drs", "worldX", "worldY", "worldZ"],
  ...["velocityX", "velocityY", "velocityZ", "gLateral", "gLongitudinal", "gVertical", "yaw", "pitch", "roll"],
  ...["fuelMass", "ersStore", "ersDeployMode", "tyreCompound", "tyreAgeLaps", "currentLapTimeMs", "lastLapTimeMs"],
  ...["sector1TimeMs", "sector2TimeMs", "pitStatus", "driverStatus"],
  ...["Rl", "Rr", "Fl", "Fr"].flatMap((w) => [`brakeTemp${w}C`, `tyreInnerTemp${w}C`, `tyrePressure${w}Psi`]),
].map(rowIndex);

/** A grid's samples, frame by frame; car k drives laps of 20 s. */
function* grid(): Generator<TelemetryRow> {
  const row = createRow();
  const at = (name: string) => rowIndex(name);
  const [time, lap, car, frame, overall] = ["sessionTime", "lapNumber", "car", "frame", "overallFrame"].map(at);
  const [lapTime, last, s1, s2] = ["currentLapTimeMs", "lastLapTimeMs", "sector1TimeMs", "sector2TimeMs"].map(at);
  for (let n = 1; n <= LAPS * LAP_SECONDS * RATE; n++) {
    const seconds = n / RATE;
    const done = Math.floor(seconds / LAP_SECONDS);
    for (let k = 0; k < CARS; k++) {
      for (let c = 0; c < CHANNELS.length; c++) row[CHANNELS[c]] = ((n * (c + 3) + k * 17) % 1000) / 4;
      row[time] = seconds;
      row[car] = k;
      row[frame] = row[overall] = n;
      row[lap] = done + 1;
      row[lapTime] = Math.round((seconds - done * LAP_SECONDS) * 1000);
      row[last] = done ? LAP_SECONDS * 1000 + done : 0;
      row[s1] = row[lapTime] > 6000 ? 6000 : 0;
      row[s2] = row[lapTime] > 13_000 ? 7000 : 0;
      yield row;
    }
  }
}

const SHIPPED = compileAlertRules(DEFAULT_RULES);
const OF_ALL = compileAlertRules(DEFAULT_RULES.map((rule) => ({...rule, cars: "all"})));

function analyse(feed: (analyst: Analyst) => void, analyst: Analyst): number {
  const start = performance.now();
  feed(analyst);
  analyst.end("bench");
  const milliseconds = performance.now() - start;
  const laps = analyst.drain().filter(({event}) => event.topic === "lap-events") as {event: LapEvent}[];
  const right = laps.every(({event}) => event.lapTimeMs === LAP_SECONDS * 1000 + event.lap);
  if (laps.length !== LAPS * CARS || !right) throw new Error(`wrong laps: ${laps.length}`);
  return milliseconds;
}

export async function run(): Promise<BenchRow[]> {
  const rows: TelemetryRow[] = [];
  const messages: Uint8Array[] = [];
  for (const row of grid()) {
    rows.push(row.slice(0, F1_ROW_LENGTH));
    messages.push(encodeTelemetry(row).slice());
  }
  const reader = new TelemetryReader();
  const asRows = (analyst: Analyst) => {
    for (const [i, row] of rows.entries()) {
      analyst.sample("bench", row);
      if (i === 0) analyst.setPlayer("bench", 0);
    }
  };
  const rulesOf: Record<string, AlertProgram> = {
    "and the shipped alert rules": SHIPPED,
    "and these rules for every car": OF_ALL,
  };
  const candidates = {
    "samples as rows": asRows,
    "and the shipped alert rules": asRows,
    "and these rules for every car": asRows,
    "samples as Protobuf": (analyst: Analyst) => {
      for (const bytes of messages) analyst.sample("bench", reader.read(bytes));
    },
  };
  const times = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, feed] of Object.entries(candidates)) {
      const milliseconds = analyse(feed, new Analyst({rules: rulesOf[name]}));
      if (round > 0) times.set(name, [...(times.get(name) ?? []), milliseconds]); // the first is the warm-up
    }
  }
  const question = `the analyst, all reducers: ${rows.length} samples of ${CARS} cars, ${CHANNELS.length + 5} channels`;
  return [...times].map(([candidate, milliseconds]) => {
    const value = rows.length / (median(milliseconds) / 1000);
    return {question, candidate, value, unit: "samples/s", need: `≥ ${NEED}`, ok: value >= NEED};
  });
}

await main(import.meta.url, run);
