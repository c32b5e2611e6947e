import type {CircuitDescription} from "../circuit.js";
import {catalunya} from "./catalunya.js";
import {monza} from "./monza.js";
import {sakhir} from "./sakhir.js";
import {silverstone} from "./silverstone.js";
import {spa} from "./spa.js";
import {spielberg} from "./spielberg.js";

/** Our own circuits, by id. */
export const CIRCUITS: Readonly<Record<string, CircuitDescription>> = {
  silverstone,
  monza,
  spa,
  catalunya,
  spielberg,
  sakhir,
};
