import {html} from "npm:htl";
import type {LibraryIndex} from "../../core/archive/types.js";
import {emptyState} from "../ui/states.js";
import {sessionTable} from "./sessionTable.js";

/** The library's sessions, the folders that could not be read, or how to get a first session. */
export function libraryView(index: LibraryIndex): HTMLElement {
  const {sessions, unreadable, writable} = index;
  return html`<div>
    ${sessions.length ? sessionTable(index) : howToBegin(writable)}
    ${unreadable.length ? unreadableList(unreadable) : ""}
  </div>`;
}

function howToBegin(writable: boolean): HTMLElement {
  if (!writable)
    return emptyState(
      html`<p>This copy holds no sessions. It was published from an empty library: publish it again.</p>`,
    );
  return emptyState(
    html`<p>No sessions yet. Three ways to get one:</p>`,
    html`<ol>
      <li><strong>A file</strong>: drop it on this page: a capture (.pcap, .pcapng), a MoTeC log (.ld with its .ldx), a table
        (.csv, .tsv) or the log of another tool.</li>
      <li><strong>No game</strong>: <code>npm run -s lapbook -- simulate</code> simulates laps of Silverstone; then reload.</li>
      <li><strong>A running game</strong>: switch on UDP telemetry (format 2025, port 20777, to this machine), record while you
        drive with <code>tcpdump -i any -w laps.pcap udp port 20777</code> or Wireshark, then drop laps.pcap here.</li>
    </ol>`,
  );
}

function unreadableList(unreadable: LibraryIndex["unreadable"]): HTMLElement {
  return html`<div class="lb-error"><strong>Not listed: ${unreadable.length === 1 ? "a folder" : `${unreadable.length} folders`} that could not be read.</strong>
    <ul>${unreadable.map(({id, reason}) => html`<li><code>${id}</code>: ${reason}</li>`)}</ul>
  </div>`;
}
