import {CAR_INFO} from "../../games/ac/udpMessages.js";
import {MESSAGE_ID} from "../../games/acc/messages.js";
import {createHeader, readHeader} from "../../games/f1/header.js";
import type {Carried} from "./link.js";

const EVENT = 3;
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const header = createHeader();
const readF1 = (bytes: Uint8Array) => readHeader(view(bytes), 0, header);

/** An F1 game's: events are spared, for labels of what they tell would lie. */
export const F1_CARRIED: Carried = {
  spared: (bytes) => readF1(bytes).packetId === EVENT,
  label(bytes) {
    const {packetId, sessionTime, overallFrame} = readF1(bytes);
    return {from: sessionTime, to: sessionTime, packet: packetId, frame: overallFrame};
  },
};

/** Competizione's: what is not said again is spared. `time`: the session's, s. */
export function accCarried(time: () => number): Carried {
  return {
    spared: ([type]) => type !== MESSAGE_ID.car && type !== MESSAGE_ID.realtime,
    label: ([type]) => ({from: time(), to: time(), packet: type}),
  };
}

/** Assetto Corsa's: the same. */
export function acCarried(time: () => number): Carried {
  return {spared: ({length}) => length !== CAR_INFO.bytes, label: () => ({from: time(), to: time()})};
}
