import {acPages, acUdp} from "./ac/game.js";
import {accBroadcast} from "./acc/game.js";
import {ams2Game} from "./ams2/game.js";
import type {Game} from "./game.js";
import {gt7Game} from "./gt7/game.js";

/** Every protocol beside the F1 games' own, the surest to recognise first. */
export const GAMES: readonly Game[] = [acPages(), ams2Game, gt7Game, acUdp(), accBroadcast()];
