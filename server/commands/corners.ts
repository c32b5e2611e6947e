import {cornersOfNamed, type NamedCorners} from "../../loaders/tracks/namedCorners.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {cornerLabel} from "../../src/core/track/corner.js";
import type {CliCommand} from "../command.js";
import {cornersReport, cornersSource} from "../cornersReport.js";
import {UsageError, UserError} from "../userError.js";

export const command: CliCommand = {
  name: "corners",
  summary: "Lists the corners of a session's circuit or of a track: number, name, type and place.",
  usage: "SESSION|TRACK   a session as `lapbook laps` lists it, a track as `lapbook tracks` does, or its name",
  options: {},
  async run({positionals, config, json, out}) {
    if (positionals.length !== 1)
      throw new UsageError(
        "corners needs one session or track; `lapbook laps` lists sessions, `lapbook tracks` lists tracks",
      );
    const named = await cornersOfNamed(config.recordings, positionals[0]).catch((error) => {
      throw error instanceof LapError ? new UserError(error.message) : error;
    });
    out(json ? JSON.stringify(cornersReport(named)) : asText(named));
    return 0;
  },
};

function asText(named: NamedCorners): string {
  const {name, track, corners, line} = named;
  const rows = corners.list.map((corner) => [
    cornerLabel(corner),
    corner.name ?? "",
    corner.type,
    corner.direction,
    ...[corner.entryM, corner.apexM, corner.exitM].map((metres) => metres.toFixed(0)),
  ]);
  const table = [["", "name", "type", "to the", "from m", "apex m", "to m"], ...rows];
  const widths = table[0].map((_, k) => Math.max(...table.map((row) => row[k].length)));
  const numeric = (k: number) => k === 0 || k > 3;
  const lines = table.map((row) =>
    row.map((cell, k) => (numeric(k) ? cell.padStart(widths[k]) : cell.padEnd(widths[k]))).join("  "),
  );
  const head = `${name}, ${track.lengthM.toFixed(0)} m, ${line}; ${corners.list.length} corners, ${cornersSource(corners)}`;
  return [head, ...lines.map((text) => `  ${text.trimEnd()}`)].join("\n");
}
