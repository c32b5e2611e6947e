import {compoundName} from "../../core/games/f1/enums.js";
import {isRace, trackGap} from "../../core/laps/gaps.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import {timingClass} from "../../core/laps/timingClass.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {delta, fixed, lapTime} from "../ui/format.js";
import {compoundLook, series} from "../ui/palette.js";
import type {TextPanel} from "./panel.js";
import {setClass, setText, timingClassName} from "./textCell.js";

interface Row {
  row: HTMLTableRowElement;
  position: HTMLElement;
  choose: HTMLButtonElement;
  gap: HTMLElement;
  interval: HTMLElement;
  last: HTMLElement;
  best: HTMLElement;
  tyre: HTMLElement;
  age: HTMLElement;
  letter: string;
}

const HEADS = ["", "Driver", "Gap", "Interval", "Last", "Best", "Tyre"];

/** A gap as the paddock writes it: `+1.234`, beyond a lap `+2 laps`, the leader `leader`; in the pits that. */
export function gapText(ms: number, {leads = false, pit = 0, laps = 0} = {}): string {
  if (pit > 0) return pit === 1 ? "in pit" : "pit lane";
  if (leads) return "leader";
  if (laps > 0) return `+${laps} ${laps === 1 ? "lap" : "laps"}`;
  if (!(ms > 0)) return "—";
  return `+${(ms / 1000).toFixed(ms < 100_000 ? 3 : 1)}`;
}

/** Between two best laps, signed; an em dash while one of them is not known. */
function lapGap(ms: number): string {
  return Number.isFinite(ms) ? delta(ms) : "—";
}

/** Every car in order of position: gaps, last and best lap, tyre and its age. A row chooses its car for the whole page. */
export function timingTower(
  source: LiveSource,
  {car, book, choose}: {car: () => number; book: LapBook; choose: (car: number) => void},
): TextPanel {
  const body = make("tbody");
  const head = make(
    "tr",
    "",
    ...HEADS.map((text) => make("th", /Driver|Tyre/.test(text) || !text ? "" : "lb-number", text)),
  );
  for (const cell of head.children) cell.setAttribute("scope", "col");
  head.firstElementChild!.setAttribute("aria-label", "position");
  const table = make(
    "table",
    "lb-table pw-tower",
    make("caption", "lb-visually-hidden", "timing of all cars"),
    make("thead", "", head),
    body,
  );
  const element = make("div", "lb-scroll", table);
  const rows = new Map<number, Row>();
  const gapHead = head.children[HEADS.indexOf("Gap")] as HTMLElement;
  let race = true;
  const order: number[] = [];

  function rowOf(n: number): Row {
    const found = rows.get(n);
    if (found) return found;
    const td = (name = "lb-number") => make("td", name);
    const position = td("lb-number pw-position");
    const button = make("button", "pw-choose");
    button.type = "button";
    button.addEventListener("click", () => choose(n));
    const swatch = make("span", "pw-swatch");
    swatch.style.background = series(n % 8).color;
    const driver = make("td", "", button);
    const [gap, interval, last, best] = [td(), td(), td(), td()];
    const tyre = make("span", "lb-tyre");
    const age = make("span", "lb-muted");
    tyre.setAttribute("role", "img");
    const row = make("tr", "", position, driver, gap, interval, last, best, make("td", "pw-tyre-cell", tyre, " ", age));
    button.append(swatch, make("span", "pw-number"), make("span", "pw-name"));
    const made = {row, position, choose: button, gap, interval, last, best, tyre, age, letter: ""};
    rows.set(n, made);
    return made;
  }

  function update(): void {
    for (const [n, {row}] of rows)
      if (!source.cars.includes(n)) {
        row.remove();
        rows.delete(n);
      }
    order.length = 0;
    order.push(...source.cars);
    const place = (n: number) => source.latest(n, "position") || 99;
    order.sort((a, b) => place(a) - place(b) || a - b);
    race = isRace(source.session?.type);
    setText(gapHead, race ? "Gap" : "To best");
    order.forEach((n, i) => {
      const r = rowOf(n);
      if (body.children[i] !== r.row) body.insertBefore(r.row, body.children[i] ?? null);
      write(n, r, i);
    });
  }

  function write(n: number, r: Row, i: number): void {
    const value = (channel: string) => source.latest(n, channel);
    const driver = source.session?.drivers.find((d) => d.car === n);
    const position = value("position");
    const pit = value("pitStatus");
    setText(r.position, fixed(position));
    setText(r.choose.children[1], driver ? String(driver.raceNumber) : "");
    setText(r.choose.children[2], driver?.name || `car ${n}`);
    const chosen = n === car();
    if ((r.row.getAttribute("aria-selected") === "true") !== chosen) {
      r.row.setAttribute("aria-selected", String(chosen));
      r.choose.setAttribute("aria-pressed", String(chosen));
    }
    const own = book.bests.personal.get(n)?.lapTimeMs ?? Infinity;
    const [leader, front] = [order[0], order[i - 1]];
    if (i === 0) {
      setText(r.gap, gapText(0, {leads: race, pit}));
      setText(r.interval, "");
    } else if (race) {
      const gap = trackGap(source, n, leader, value("deltaToLeaderMs"));
      setText(r.gap, gapText(gap.ms, {pit, laps: gap.laps}));
      const interval = trackGap(source, n, front, value("deltaToFrontMs"));
      setText(r.interval, gapText(interval.ms, {laps: interval.laps}));
    } else {
      const best = (car: number) => book.bests.personal.get(car)?.lapTimeMs ?? Number.NaN;
      setText(r.gap, pit > 0 ? gapText(0, {pit}) : lapGap(own - book.bests.session.lapTimeMs));
      setText(r.interval, lapGap(own - best(front)));
    }
    const last = value("lastLapTimeMs");
    setText(r.last, lapTime(last || Number.NaN));
    setClass(r.last, `lb-number ${timingClassName(timingClass(last, own, book.bests.session.lapTimeMs))}`);
    setText(r.best, lapTime(Number.isFinite(own) ? own : null));
    setClass(r.best, `lb-number ${Number.isFinite(own) && own <= book.bests.session.lapTimeMs ? "lb-best" : ""}`);
    writeTyre(r, value("tyreCompound"), value("tyreAgeLaps"));
  }

  function writeTyre(r: Row, id: number, laps: number): void {
    const name = Number.isNaN(id) ? "tyre unknown" : compoundName(id);
    if (r.letter !== name) {
      r.letter = name;
      const {letter, color} = compoundLook(name);
      r.tyre.textContent = letter;
      r.tyre.style.setProperty("--lb-tyre", color);
      r.tyre.setAttribute("aria-label", name);
      r.tyre.title = name;
    }
    setText(r.age, Number.isNaN(laps) ? "" : String(laps));
  }
  return {element, update};
}
