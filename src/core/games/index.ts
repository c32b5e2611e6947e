import {acPages, acUdp} from "./ac/game.js";
import {accBroadcast} from "./acc/game.js";
import {ams2Game} from "./ams2/game.js";
import {f1Game} from "./f1/game.js";
import {forzaGame} from "./forza/game.js";
import type {Game} from "./game.js";
import {gt7Game} from "./gt7/game.js";

/** Every game, the surest to recognise first. */
export const GAMES: readonly Game[] = [f1Game, acPages(), ams2Game, gt7Game, acUdp(), accBroadcast(), forzaGame];
