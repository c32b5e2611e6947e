import type {RowGame} from "../game.js";
import {Gt7Decoder} from "./decoder.js";
import {explainGt7, Gt7Cipher} from "./packet.js";

const cipher = new Gt7Cipher();

/** Gran Turismo 7 and Sport: encrypted datagrams of 296, 316, 344 or 368 bytes. */
export const gt7Game: RowGame = {
  name: "gt7",
  recognises: (view, offset, length) => cipher.open(view, offset, length) !== undefined,
  numberedBytes: 16,
  explain: explainGt7,
  decoder: (sink) => new Gt7Decoder(sink),
};
