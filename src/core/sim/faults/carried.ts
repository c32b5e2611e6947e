import {CAR_INFO} from "../../games/ac/udpMessages.js";
import {MESSAGE_ID} from "../../games/acc/messages.js";
import {createHeader, readHeader} from "../../games/f1/header.js";
import type {Carried} from "./link.js";

const EVENT = 3;
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const header = createHeader();
const readF1 = (bytes: Uint8Array) => readHeader(view(bytes), 0, header);

/** F1 datagrams. Events are protected: a lost event would make the labels of faults wrong. */
export const F1_CARRIED: Carried = {
  isProtected: (bytes) => readF1(bytes).packetId === EVENT,
  label(bytes) {
    const {packetId, sessionTime, overallFrame} = readF1(bytes);
    return {from: sessionTime, to: sessionTime, packet: packetId, frame: overallFrame};
  },
};

/** ACC's datagrams. Messages that are sent only once are protected. `time` returns the session time, s. */
export function accCarried(time: () => number): Carried {
  return {
    isProtected: ([type]) => type !== MESSAGE_ID.car && type !== MESSAGE_ID.realtime,
    label: ([type]) => ({from: time(), to: time(), packet: type}),
  };
}

/** Forza's datagrams, all of one kind. `time` returns the session time, s. */
export function forzaCarried(time: () => number): Carried {
  return {isProtected: () => false, label: () => ({from: time(), to: time()})};
}

/** Assetto Corsa's datagrams; all but car updates are protected. */
export function acCarried(time: () => number): Carried {
  return {isProtected: ({length}) => length !== CAR_INFO.bytes, label: () => ({from: time(), to: time()})};
}
