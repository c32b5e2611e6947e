import type {CliCommand} from "../command.js";

/** Loaded when called: `--help` and quick commands do not wait for the modules of others. */
export const COMMANDS: Record<string, {summary: string; load: () => Promise<{command: CliCommand}>}> = {
  serve: {summary: "build the pages if needed, and serve them with the archive", load: () => import("./serve.js")},
  build: {summary: "build the pages and the archive into dist, for any static host", load: () => import("./build.js")},
  import: {summary: "import captures of game sessions and logs of other tools", load: () => import("./import.js")},
  laps: {summary: "list the sessions and laps of the archive", load: () => import("./laps.js")},
  report: {
    summary: "write a report: an HTML file that opens by itself, or a folder for a web host",
    load: () => import("./report.js"),
  },
  experiment: {summary: "compare two groups of laps", load: () => import("./experiment.js")},
  statistics: {
    summary: "show consistency, stints, race order and one car's use of its time",
    load: () => import("./statistics.js"),
  },
  predictions: {
    summary: "predict an archived race as the pit wall does, and grade each prediction",
    load: () => import("./predictions.js"),
  },
  compare: {summary: "show where laps gain and lose time against a reference", load: () => import("./compare.js")},
  findings: {summary: "say where time was lost, and whether it is a habit", load: () => import("./findings.js")},
  alerts: {
    summary: "list the alerts of a session, follow them live, or check the rules",
    load: () => import("./alerts.js"),
  },
  math: {summary: "compute an expression of channels over a lap", load: () => import("./math.js")},
  sql: {summary: "answer a query over all sessions", load: () => import("./sql.js")},
  mcp: {
    summary: "answer a language model's questions about the archive, or check the numbers of its text",
    load: () => import("./mcp.js"),
  },
  export: {summary: "export laps of an archived session for other tools", load: () => import("./export.js")},
  reprocess: {summary: "rebuild archived sessions from their captures", load: () => import("./reprocess.js")},
  tracks: {summary: "list the tracks learned from driven laps", load: () => import("./tracks.js")},
  corners: {summary: "list the corners of a session's circuit or of a track", load: () => import("./corners.js")},
  simulate: {summary: "simulate a session, into a capture or over UDP", load: () => import("./simulate.js")},
  replay: {summary: "send the datagrams of a capture or a session over UDP", load: () => import("./replay.js")},
  collect: {summary: "receive on the game's machine for a server on another one", load: () => import("./collect.js")},
  control: {
    summary: "start, stop, replay or mark in a running Lapbook",
    load: () => import("./control.js"),
  },
  top: {summary: "show a running Lapbook in the terminal", load: () => import("./top.js")},
  doctor: {summary: "check this installation, and suggest corrections", load: () => import("./doctor.js")},
  topics: {
    summary: "create the log's missing topics, and describe them",
    load: () => import("./topics.js"),
  },
  kafka: {summary: "run an Apache Kafka broker on this machine", load: () => import("./kafka.js")},
  keys: {
    summary: "say who may use a shared Lapbook: keys, links for guests, teams",
    load: () => import("./keys.js"),
  },
  audit: {summary: "show who did what in a shared Lapbook", load: () => import("./audit.js")},
  new: {summary: "make a notebook of your own", load: () => import("./new.js")},
  clean: {summary: "remove the built pages", load: () => import("./clean.js")},
};
