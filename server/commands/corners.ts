import {cornersOfNamed, type NamedCorners} from "../../loaders/tracks/namedCorners.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {type Corner, type Corners, cornerLabel} from "../../src/core/track/corner.js";
import {alongTrack} from "../../src/core/track/track.js";
import type {CliCommand} from "../command.js";
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
    out(json ? JSON.stringify(asJson(named)) : asText(named));
    return 0;
  },
};

function asJson({name, track, corners}: NamedCorners) {
  return {
    track: name,
    lengthM: rounded(track.lengthM),
    source: sourceOf(corners),
    corners: corners.list.map((corner) => {
      const {number, label, name = null, type, direction, entryM, apexM, exitM} = corner;
      const [x, y, z] = placeOf(corner, track);
      return {
        ...{number, ...(label && {label}), name, type, direction},
        ...{fromM: rounded(entryM), apexM: rounded(apexM), toM: rounded(exitM)},
        ...{x, y, z},
      };
    }),
  };
}

/** Position of a corner's apex in the track's coordinates, m; the height is null where it is unknown. */
function placeOf({apexM}: Corner, track: NamedCorners["track"]): [x: number, y: number | null, z: number] {
  const {x, y, z} = track;
  const at = (column: Float64Array) => rounded(alongTrack(column, track, apexM));
  return [at(x), y ? at(y) : null, at(z)];
}

/** Where the numbers come from, for the user. */
function sourceOf({from, circuit, note, verified}: Corners): string {
  if (from === "official") return `official corners of ${circuit}`;
  if (from === "shape") return `counted along the line${note ? `: ${note}` : ""}`;
  if (!verified) return "edited by hand";
  return verified.stale
    ? `edited by hand; verified by ${verified.by}, but the corners or the line have changed since`
    : `edited by hand, verified by ${verified.by}`;
}

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
  const head = `${name}, ${track.lengthM.toFixed(0)} m, ${line}; ${corners.list.length} corners, ${sourceOf(corners)}`;
  return [head, ...lines.map((text) => `  ${text.trimEnd()}`)].join("\n");
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
