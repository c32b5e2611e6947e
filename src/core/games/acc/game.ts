import type {RowGame} from "../game.js";
import {AccBroadcastDecoder} from "./broadcastDecoder.js";
import {ACC_UDP_PORT} from "./messages.js";
import {readMessage} from "./readMessage.js";

/** s; shorter than the time from one update to the next */
const COPIED_WITHIN_S = 0.005;

export interface AccBroadcastOptions {
  /** updListenerPort of the game's broadcasting.json */
  port?: number;
  /** what the game adds to a gear: 2 as two clients read it, 1 as a third does */
  gearPlus?: 1 | 2;
}

/** ACC's UDP broadcasting: what the game sends. */
export function accBroadcast({port = ACC_UDP_PORT, gearPlus = 2}: AccBroadcastOptions = {}): RowGame {
  return {
    name: "acc-broadcast",
    recognises: (view, offset, length, flow) =>
      flow.sourcePort === port && length > 0 && typeof readMessage(view, offset, length) !== "string",
    explain(view, offset, length, flow) {
      const message = flow.sourcePort === port && length > 0 ? readMessage(view, offset, length) : null;
      if (typeof message !== "string") return undefined;
      const type = `Assetto Corsa Competizione packet of type ${view.getUint8(offset)}, ${length} bytes`;
      return message === "id" ? `${type}: unknown` : `${type}: cannot be read (${message})`;
    },
    decoder: (sink) => new AccBroadcastDecoder(sink, gearPlus),
    copiedWithinS: COPIED_WITHIN_S,
  };
}
