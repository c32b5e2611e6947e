import type {CliCommand} from "../command.js";

/** Loaded when called, so that `--help` and the quick commands do not wait for the slow ones' imports. */
export const COMMANDS: Record<string, {summary: string; load: () => Promise<{command: CliCommand}>}> = {
  serve: {summary: "build the pages if needed, and serve them with the archive", load: () => import("./serve.js")},
  build: {summary: "build the pages and the archive into dist, for any static host", load: () => import("./build.js")},
  import: {summary: "bring captures of game sessions into the archive", load: () => import("./import.js")},
  laps: {summary: "list the sessions and laps of the archive", load: () => import("./laps.js")},
  export: {summary: "write laps of an archived session for other tools", load: () => import("./export.js")},
  reprocess: {summary: "rebuild archived sessions from their captures", load: () => import("./reprocess.js")},
  tracks: {summary: "list the tracks that were learned from driven laps", load: () => import("./tracks.js")},
  simulate: {summary: "drive a simulated session, to a capture file or over UDP", load: () => import("./simulate.js")},
  replay: {summary: "send the datagrams of a capture or a session over UDP", load: () => import("./replay.js")},
  collect: {summary: "receive on the game's machine for a kernel elsewhere", load: () => import("./collect.js")},
  control: {
    summary: "tell a running Lapbook to start, stop, replay or mark",
    load: () => import("./control.js"),
  },
  doctor: {summary: "say what is wrong with this set-up, and how to mend it", load: () => import("./doctor.js")},
  topics: {
    summary: "make the log's topics where they are missing, and describe them",
    load: () => import("./topics.js"),
  },
  kafka: {summary: "run an Apache Kafka broker on this machine", load: () => import("./kafka.js")},
  clean: {summary: "remove what was built", load: () => import("./clean.js")},
};
