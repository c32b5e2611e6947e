import type {RowGame} from "../game.js";
import {ForzaDecoder} from "./decoder.js";
import {explainForza, forzaDash, forzaLayout, isForzaCar} from "./layout.js";

/** Forza Motorsport and Forza Horizon, recognised by length and by values that only a car has: nothing marks a packet. */
export const forzaGame: RowGame = {
  name: "forza",
  recognises: (view, offset, length) =>
    forzaLayout(length) !== undefined &&
    isForzaCar(view, offset) &&
    !Number.isNaN(forzaDash(view, offset, length) ?? 0),
  numberedBytes: 8,
  explain: explainForza,
  decoder: (sink) => new ForzaDecoder(sink),
};
