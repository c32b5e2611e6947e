import {html} from "npm:htl";
import type {LapRow, Ledger} from "../../core/archive/types.js";
import {PACKETS} from "../../core/games/f1/packets/index.js";
import {dataTable} from "../ui/dataTable.js";
import {percent, wholeNumber} from "../ui/format.js";
import {spacedWords} from "./eventList.js";

/** What arrived and what did not, and what follows from it for a reader of this session. */
export function ledgerPanel(ledger: Ledger, laps: readonly LapRow[]): HTMLElement {
  const facts: [string, string, string][] = [
    ["received", wholeNumber(ledger.received), "datagrams"],
    ["malformed", wholeNumber(ledger.malformed), kinds(ledger.malformedByKind)],
    ["duplicated", wholeNumber(ledger.duplicated), "had arrived before; not used twice"],
    ["reordered", wholeNumber(ledger.reordered), "arrived late; put back in their place"],
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
    <div class="lb-scroll"><table class="lb-table lb-narrow" aria-label="ledger"><tbody>${facts.map(
      ([name, number, text]) =>
        html`<tr><th scope="row">${name}</th><td class="lb-number">${number}</td><td class="lb-muted lb-wide">${text}</td></tr>`,
    )}</tbody></table></div>
    <details><summary>Datagrams by kind of packet</summary>${dataTable(packets, {
      label: "datagrams by kind of packet",
      columns: [
        {key: "id", label: "Id", number: true, value: ({id}) => id, cell: ({id}) => String(id)},
        {key: "packet", label: "Packet", value: ({id}) => packetName(id), cell: ({id}) => packetName(id)},
        {
          key: "datagrams",
          label: "Datagrams",
          number: true,
          value: (d) => d.datagrams,
          cell: (d) => wholeNumber(d.datagrams),
        },
        {
          key: "share",
          label: "Share",
          number: true,
          value: (d) => d.datagrams,
          cell: (d) => percent(ledger.received ? d.datagrams / ledger.received : null, 1),
        },
        {key: "rest", label: "", className: "lb-wide", cell: () => ""},
      ],
    })}</details>
  </div>`;
}

const lostShare = ({lostFrames, spanFrames}: Ledger) => (spanFrames ? lostFrames / spanFrames : 0);

/** Whether this data can be trusted, said plainly. */
export function verdict(ledger: Ledger, laps: readonly LapRow[]): string {
  if (!ledger.received) return "Nothing arrived: there is nothing here to trust.";
  const share = lostShare(ledger);
  const holes = laps.filter((lap) => lap.samples > 0 && lap.complete && lap.coverage < 0.995).length;
  const lost = `${wholeNumber(ledger.lostFrames)} of ${wholeNumber(ledger.spanFrames)} frames are missing (${percent(share, 2)})`;
  const holed = holes
    ? `; ${holes} finished ${holes === 1 ? "lap has" : "laps have"} holes, and ${holes === 1 ? "says" : "say"} so above`
    : "";
  const aside = ledger.malformed
    ? ` ${wholeNumber(ledger.malformed)} malformed ${ledger.malformed === 1 ? "datagram was" : "datagrams were"} counted and not used.`
    : "";
  if (ledger.lostFrames === 0) return `Trust it: not one of ${wholeNumber(ledger.spanFrames)} frames was lost.${aside}`;
  if (share < 0.005)
    return `Trust it: ${lost}, too few to see${holed}. Lap and sector times are the game's own.${aside}`;
  if (share < 0.05) return `Trust the times, they are the game's own. Traces have gaps: ${lost}${holed}.${aside}`;
  return `Trust only the times, they are the game's own. ${lost[0].toUpperCase()}${lost.slice(1)}: traces and averages may mislead${holed}.${aside}`;
}

function packetName(id: number): string {
  const name = PACKETS[id]?.name;
  return name ? spacedWords(name) : "unknown";
}

function kinds(byKind: Record<string, number>): string {
  const told = Object.entries(byKind).filter(([, n]) => n > 0);
  return told.length
    ? told.map(([kind, n]) => `${kind}: ${wholeNumber(n)}`).join(", ")
    : "every datagram was well formed";
}
