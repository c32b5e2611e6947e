import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {fixed, wholeNumber} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setClass, setText} from "./textCell.js";

const FIELDS = [
  ["log", "Collector to log"],
  ["stream", "Log to relay"],
  ["collected", "Collector to relay"],
  ["relay", "In the relay"],
  ["page", "Relay to page"],
  ["total", "Total latency"],
  ["recording", "Recording"],
  ["received", "Received"],
  ["lost", "Lost frames"],
  ["duplicated", "Duplicated"],
  ["reordered", "Reordered"],
  ["malformed", "Malformed"],
  ["skipped", "Skipped for this page"],
  ["reconnects", "Reconnects"],
] as const;

/** Latency by hop, the ledger's counts, and whether the session is recorded. */
export function healthHud(source: LiveSource, {replay = false} = {}): TextPanel {
  const cells = new Map<string, HTMLElement>();
  const element = make("dl", "lb-facts pw-hud");
  for (const [name, label] of FIELDS) {
    const value = make("dd");
    cells.set(name, value);
    element.append(make("div", "", make("dt", "", label), value));
  }
  cells.get("log")!.parentElement!.title = "until the log acknowledges the message";
  const write = (name: string, text: string, bad = false) => {
    const cell = cells.get(name)!;
    setText(cell, text);
    setClass(cell, bad ? "pw-bad" : "");
  };
  cells.get("recording")!.setAttribute("aria-live", "polite");

  function update(): void {
    const {hops, skipped, reconnects, ledger, recording} = source.health;
    for (const hop of ["log", "stream", "collected", "relay", "page", "total"] as const) {
      const {p50, p99} = hops[hop];
      // clock error can make a short hop negative
      const ms = (value: number) => fixed(Math.max(0, value), 1);
      write(hop, Number.isNaN(p50) ? "—" : `p50 ${ms(p50)} ms, p99 ${ms(p99)} ms`, p99 > 250);
    }
    // log and stream are unknown when the collector runs in another process
    const parts = !Number.isNaN(hops.log.p50);
    cells.get("log")!.parentElement!.hidden = cells.get("stream")!.parentElement!.hidden = !parts;
    cells.get("collected")!.parentElement!.hidden = parts;
    write(
      "recording",
      recording ? `stopped: ${recording}` : replay ? "already recorded" : "running",
      recording !== null,
    );
    write("received", wholeNumber(ledger.received));
    write("lost", wholeNumber(ledger.lostFrames), ledger.lostFrames > 0);
    write("duplicated", wholeNumber(ledger.duplicated));
    write("reordered", wholeNumber(ledger.reordered));
    write("malformed", wholeNumber(ledger.malformed), ledger.malformed > 0);
    write("skipped", wholeNumber(skipped), skipped > 0);
    write("reconnects", wholeNumber(reconnects));
  }
  return {element, update};
}
