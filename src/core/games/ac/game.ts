import type {RowGame} from "../game.js";
import {explainPage, isPageDatagram} from "./pages.js";
import {AcPagesDecoder} from "./pagesDecoder.js";
import type {AcGame} from "./staticFacts.js";
import {AcUdpDecoder, type AcUdpOptions} from "./udpDecoder.js";
import {AC_UDP_PORT, explainAcUdp, messageKind} from "./udpMessages.js";

/** s; shorter than the time from one update to the next */
const COPIED_WITHIN_S = 0.005;

/** The shared-memory pages of Assetto Corsa and Assetto Corsa Competizione; the static page shows which of the two. */
export function acPages({game}: {game?: AcGame} = {}): RowGame {
  return {
    name: "ac-pages",
    recognises: isPageDatagram,
    explain: explainPage,
    decoder: (sink) => new AcPagesDecoder(sink, game),
  };
}

/** Assetto Corsa's UDP remote telemetry: what the game sends. */
export function acUdp(options: AcUdpOptions = {}): RowGame {
  return {
    name: "ac-udp",
    recognises: (view, offset, length, flow) => {
      const kind = messageKind(view, offset, length);
      return kind === "carInfo" || (kind !== null && flow.sourcePort === (options.port ?? AC_UDP_PORT));
    },
    explain: explainAcUdp,
    decoder: (sink) => new AcUdpDecoder(sink, options),
    copiedWithinS: COPIED_WITHIN_S,
  };
}
