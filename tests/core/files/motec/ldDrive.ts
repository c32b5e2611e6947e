import type {ImportedLog} from "../../../../src/core/files/importedLog.js";
import {importedSession} from "../../../../src/core/files/importedSession.js";
import {motecLdReader} from "../../../../src/core/files/motec/ldReader.js";
import type {LdChannelBytes} from "../../../support/ldBytes.js";

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Reads a log with the .ldx beside it. */
export const read = (bytes: Uint8Array, ldx?: Uint8Array, choices?: Record<string, unknown>): ImportedLog =>
  motecLdReader.read(
    {name: "run.ld", bytes, companions: ldx ? [{name: "run.ldx", bytes: ldx}] : []},
    {...(choices && {choices})},
  );

export const session = (log: ImportedLog) =>
  importedSession(log, {id: "x", file: "run.ld", capture: {file: "c", digest: "0"}});

export const ramp = (n: number, of: (i: number) => number) => Float64Array.from({length: n}, (_, i) => of(i));

/** Ten minutes at 10 Hz on a constant-speed oval, lines at 100, 200 … s. */
export function drive(more: LdChannelBytes[] = []): LdChannelBytes[] {
  return [{name: "Ground Speed", unit: "km/h", rate: 10, raw: new Float64Array(6000).fill(180)}, ...more];
}

/** An .ldx with markers at these microseconds. */
export const ldx = (...times: (number | string)[]) =>
  utf8(
    `<LDXFile><Layers><Layer><MarkerBlock><MarkerGroup Name="Beacons">${times
      .map((t) => `<Marker ClassName="BCN" Time="${t}"/>`)
      .join("")}</MarkerGroup></MarkerBlock></Layer></Layers></LDXFile>`,
  );

export const laps = (log: ImportedLog) => log.cars[0].laps.map((l) => [l.lap, l.lapTimeMs]);
