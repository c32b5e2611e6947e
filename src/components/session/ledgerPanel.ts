import {html} from "npm:htl";
import type {LapRow, Ledger} from "../../core/archive/types.js";
import {PACKETS} from "../../core/games/f1/packets/index.js";
import {dataTable} from "../ui/dataTable.js";
import {percent, wholeNumber} from "../ui/format.js";
import {spacedWords} from "./eventList.js";

/** The ledger of received and lost data, with a verdict on their quality. */
export function ledgerPanel(ledger: Ledger, laps: readonly LapRow[]): HTMLElement {
  const facts: [string, string, string][] = [
    ["received", wholeNumber(ledger.received), "datagrams"],
    ["malformed", wholeNumber(ledger.malformed), kinds(ledger.malformedByKind)],
    ["duplicated", wholeNumber(ledger.duplicated), "received before; not used twice"],
    ["reordered", wholeNumber(ledger.reordered), "arrived late; sorted into place"],
    [
      "lost frames",
      wholeNumber(ledger.lostFrames),
      `of ${wholeNumber(ledger.spanFrames)} frames (${percent(lostShare(ledger), 2)})`,
    ],
    ["flashbacks", wholeNumber(ledger.flashbacks), ledger.flashbacks ? "the player went back in time" : ""],
    [
      "superseded",
      wholeNumber(ledger.supersededSamples),
      "samples taken back by flashbacks; kept in the capture, not in the laps",
    ],
  ];
  const packets = Object.entries(ledger.byId).map(([id, datagrams]) => ({id: Number(id), datagrams}));
  return html`<div>
    <p><strong>${verdict(ledger, laps)}</strong></p>
    <div class="lb-scroll" tabindex="0"><table class="lb-table lb-narrow" aria-label="ledger"><tbody>${facts.map(
      ([name, number, text]) =>
        html`<tr><th scope="row">${name}</th><td class="lb-number">${number}</td><td class="lb-muted lb-wide">${text}</td></tr>`,
    )}</tbody></table></div>
    <details><summary>Datagrams by kind of packet</summary>${dataTable(packets, {
      label: "datagrams by kind of packet",
      columns: [
        {label: "Id", number: true, value: ({id}) => id},
        {label: "Packet", value: ({id}) => packetName(id)},
        {label: "Datagrams", number: true, value: (d) => d.datagrams, format: wholeNumber},
        {
          label: "Share",
          number: true,
          value: (d) => (ledger.received ? d.datagrams / ledger.received : null),
          format: (share) => percent(share, 1),
        },
      ],
    })}</details>
  </div>`;
}

const lostShare = ({lostFrames, spanFrames}: Ledger) => (spanFrames ? lostFrames / spanFrames : 0);

/** Whether the data can be trusted, in a sentence. */
export function verdict(ledger: Ledger, laps: readonly LapRow[]): string {
  if (!ledger.received) return "No data were received.";
  const share = lostShare(ledger);
  const gaps = laps.filter((lap) => lap.samples > 0 && lap.complete && lap.coverage < 0.995).length;
  const lost = `${wholeNumber(ledger.lostFrames)} of ${wholeNumber(ledger.spanFrames)} frames are missing (${percent(share, 2)})`;
  const withGaps = gaps ? `; ${gaps} finished ${gaps === 1 ? "lap has" : "laps have"} gaps` : "";
  const aside = ledger.malformed
    ? ` ${wholeNumber(ledger.malformed)} malformed ${ledger.malformed === 1 ? "datagram was" : "datagrams were"} ignored.`
    : "";
  if (ledger.lostFrames === 0) return `Complete: none of ${wholeNumber(ledger.spanFrames)} frames was lost.${aside}`;
  if (share < 0.005)
    return `Good: ${lost}, too few to be visible${withGaps}. Lap and sector times are the game's own.${aside}`;
  if (share < 0.05) return `Times are reliable: they are the game's own. Traces have gaps: ${lost}${withGaps}.${aside}`;
  return `Only times are reliable: they are the game's own. ${lost[0].toUpperCase()}${lost.slice(1)}: traces and averages may be wrong${withGaps}.${aside}`;
}

function packetName(id: number): string {
  const name = PACKETS[id]?.name;
  return name ? spacedWords(name) : "unknown";
}

function kinds(byKind: Record<string, number>): string {
  const found = Object.entries(byKind).filter(([, n]) => n > 0);
  return found.length
    ? found.map(([kind, n]) => `${kind}: ${wholeNumber(n)}`).join(", ")
    : "all datagrams were well formed";
}
