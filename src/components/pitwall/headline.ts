import type {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {delta, fixed, lapTime} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setClass, setText} from "./textCell.js";

const FIGURES = [
  ["speed", "Speed", "km/h"],
  ["gear", "Gear", ""],
  ["rpm", "Engine", "rpm"],
  ["lap", "Lap", ""],
  ["current", "This lap", ""],
  ["best", "Best lap", ""],
  ["delta", "To best", "s"],
  ["position", "Position", ""],
] as const;
type Figure = (typeof FIGURES)[number][0];

/** The most important figures of the chosen car. */
export function headline(source: LiveSource, {car, book}: {car: () => number; book: LapBook}): TextPanel {
  const cells = {} as Record<Figure, HTMLElement>;
  const element = make("dl", "pw-headline");
  for (const [name, label, unit] of FIGURES) {
    cells[name] = make("b");
    const value = make("dd", "", cells[name]);
    if (unit) value.append(make("span", "pw-unit", ` ${unit}`));
    element.append(make("div", `pw-${name}`, make("dt", "", label), value));
  }
  const last = make("small", "lb-muted");
  cells.current.after(last);

  function update(): void {
    const n = car();
    const value = (channel: string) => source.latest(n, channel);
    const gear = value("gear");
    const invalid = value("lapInvalid") === 1;
    const toBest = book.delta(n);
    setText(cells.speed, fixed(value("speedKmh")));
    setText(cells.gear, gear === 0 ? "N" : gear === -1 ? "R" : fixed(gear));
    setText(cells.rpm, fixed(value("rpm")));
    setText(cells.lap, fixed(value("lapNumber")));
    setText(cells.current, lapTime(value("currentLapTimeMs")));
    setClass(cells.current, invalid ? "lb-struck" : "");
    setText(last, invalid ? " invalid" : "");
    setText(cells.best, lapTime(book.bests.personal.get(n)?.lapTimeMs));
    setText(cells.delta, delta(toBest));
    setClass(cells.delta, toBest > 0 ? "lb-lost" : toBest < 0 ? "lb-gained" : "");
    setText(cells.position, value("position") > 0 ? `P${value("position")}` : "—");
  }
  return {element, update};
}
