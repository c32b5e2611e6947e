import {readTracks} from "../../loaders/tracks/trackStore.js";
import type {CliCommand} from "../command.js";
import {trackReport} from "../trackReport.js";

export const command: CliCommand = {
  name: "tracks",
  summary: "Lists the tracks learned from driven laps.",
  usage: "",
  options: {},
  async run({config, json, out, log}) {
    const {tracks, unreadable} = await readTracks(config.recordings);
    const reports = tracks.map(trackReport);
    for (const {id, name, game, lengthM, corners, numbered, laps} of reports) {
      const counted =
        {shape: "counted along the track", authored: "edited by hand"}[numbered] ?? `numbered as ${numbered}`;
      if (!json)
        out(
          `${id}: ${name}, ${game}; ${lengthM} m, ${corners} corners (${counted}), ${laps === 1 ? "1 lap" : `${laps} laps`}`,
        );
    }
    for (const {id, reason} of unreadable) log(`${id}: ${reason}`);
    if (json) out(JSON.stringify({tracks: reports}));
    else if (reports.length === 0)
      log(`no tracks in ${config.recordings}: they are learned when sessions are imported`);
    return unreadable.length ? 1 : 0;
  },
};
