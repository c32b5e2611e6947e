import {acPages} from "./ac/pagesDecoder.js";
import {acUdp} from "./ac/udpDecoder.js";
import {accBroadcast} from "./acc/broadcastDecoder.js";
import {ams2Protocol} from "./ams2/protocol.js";
import type {Protocol} from "./game.js";
import {gt7Protocol} from "./gt7/protocol.js";

/** Every protocol beside the F1 games' own, the surest to recognise first. */
export const PROTOCOLS: readonly Protocol[] = [acPages(), ams2Protocol, gt7Protocol, acUdp(), accBroadcast()];
