import type {RowGame} from "../game.js";
import {Ams2Decoder} from "./decoder.js";
import {ams2Header, explainAms2} from "./layout.js";

/** Automobilista 2 and Project CARS 2, recognised by type, length and parts in the header. */
export const ams2Game: RowGame = {
  name: "ams2",
  recognises: (view, offset, length) => ams2Header(view, offset, length) !== undefined,
  numberedBytes: 12,
  explain: explainAms2,
  decoder: (sink) => new Ams2Decoder(sink),
};
