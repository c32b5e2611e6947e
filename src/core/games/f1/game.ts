import type {ColumnGame} from "../game.js";
import {eventWords} from "./eventWords.js";
import type {Format} from "./formats.js";
import {explainUnread, F1_PORT, identify} from "./identify.js";
import {F1LapDecoder} from "./lapDecoder.js";
import {F1LiveDecoder} from "./liveDecoder.js";
import {F1SessionFinder} from "./sessionFinder.js";

/** The F1 games since F1 23, by the packet formats 2023 to 2026. */
export const f1Game: ColumnGame = {
  name: "f1",
  port: F1_PORT,
  recognises: (view, offset, length) => identify(view, offset, length) === "ok",
  finder: (host) => new F1SessionFinder(f1Game, host),
  lapDecoder: (sink, format) => new F1LapDecoder(format as Format, sink),
  liveDecoder: (sink, format, encoding) => new F1LiveDecoder(format as Format, sink, encoding),
  // format, game, packet, session UID, session time and frame
  numberedBytes: 24,
  explain: explainUnread,
  eventWords,
};
