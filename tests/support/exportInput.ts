import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {readLaps} from "../../src/core/archive/laps.js";
import {parseSession} from "../../src/core/archive/parseSession.js";
import {readSamples, type Samples} from "../../src/core/archive/samples.js";
import type {ExportInput} from "../../src/core/export/exportLaps.js";

const folder = fileURLToPath(new URL("../../recordings/20260301-140000-906dfc/", import.meta.url));

/** The bundled simulated session with its samples, of each lap the first `rows`, as an export takes it. */
export function bundledExport(rows = Number.POSITIVE_INFINITY): ExportInput {
  const session = parseSession(readFileSync(`${folder}session.json`, "utf8"));
  const laps = readLaps(readFileSync(`${folder}laps.arrows`)).filter(
    ({car, file}) => car === session.playerCar && file,
  );
  return {
    session,
    laps: laps.map((row) => ({row, samples: first(rows, readSamples(readFileSync(folder + row.file!)))})),
  };
}

function first(most: number, samples: Samples): Samples {
  const rows = Math.min(most, samples.rows);
  return {...samples, rows, values: (name) => samples.values(name).slice(0, rows)};
}
