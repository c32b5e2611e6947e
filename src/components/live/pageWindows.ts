import type {WindowPort} from "../../core/live/windows/sharedValues.js";
import {root} from "../ui/archive.js";

/** A channel to the other windows of this Lapbook, by a name; null in a browser that has none. Another Lapbook of the same host, below another path, is not reached. */
export function pageWindows(name: string): WindowPort | null {
  if (typeof BroadcastChannel === "undefined") return null;
  const channel = new BroadcastChannel(`lapbook ${root.pathname} ${name}`);
  return {
    post: (message) => channel.postMessage(message),
    listen(received) {
      channel.onmessage = ({data}) => received(data);
    },
    close: () => channel.close(),
  };
}
