import {isRace} from "../../core/laps/gaps.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {compoundLook, series} from "../ui/palette.js";
import {liveTable} from "./liveTable.js";
import {miniCells} from "./miniCells.js";
import type {TextPanel} from "./panel.js";
import {stopCounter} from "./stopCounter.js";
import {setClass, setText} from "./textCell.js";
import {runningOrder, type TowerRow, towerRow} from "./towerRow.js";
import {trapSpeeds} from "./trapSpeeds.js";

/** Heads of the columns with their classes: what fits beside the names depends on the tower's width. */
const COLUMNS = [
  ["", ""],
  ["Driver", ""],
  ["Gap", ""],
  ["Interval", "pw-col-interval"],
  ["Last", ""],
  ["Best", "pw-col-best"],
  ["S1", "pw-col-sector"],
  ["S2", "pw-col-sector"],
  ["S3", "pw-col-sector"],
  ["Mini-sectors", "pw-col-minis"],
  ["Tyre", ""],
  ["Trap", "pw-col-trap"],
  ["Stops", "pw-col-stops"],
] as const;
const HEADS = COLUMNS.map(([head]) => head);

/**
 * Every car in order of position: gaps, last and best lap, sectors and mini-sectors of its running lap, tyre with its age, speed trap, stops. A row chooses its
 * car for the whole page.
 */
export function timingTower(
  source: LiveSource,
  {car, book, choose}: {car: () => number; book: LapBook; choose: (car: number) => void},
): TextPanel {
  const {table, heads, body} = liveTable(HEADS, {
    label: "timing of all cars",
    className: "pw-tower",
    text: ["Driver", "Mini-sectors", "Tyre"],
  });
  heads[0].setAttribute("aria-label", "position");
  for (const [i, [, name]] of COLUMNS.entries()) if (name) heads[i].classList.add(name);
  heads[HEADS.indexOf("Trap")].title = "greatest speed in the speed trap, km/h";
  const rows = new Map<number, RowElement>();
  const stops = stopCounter(source);
  const traps = trapSpeeds(source);

  function update(): void {
    for (const [n, {element}] of rows)
      if (!source.cars.includes(n)) {
        element.remove();
        rows.delete(n);
      }
    setText(heads[HEADS.indexOf("Gap")], isRace(source.session?.type) ? "Gap" : "To best");
    const order = runningOrder(source);
    stops.update();
    traps.update();
    order.forEach((n, i) => {
      let row = rows.get(n);
      if (!row) rows.set(n, (row = rowElement(n, book, choose)));
      if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
      row.write(towerRow(source, book, order, i, {stops: stops.of(n), trapKmh: traps.of(n)}), n === car());
    });
  }
  return {element: make("div", "lb-scroll", table), update};
}

interface RowElement {
  element: HTMLTableRowElement;
  write(row: TowerRow, chosen: boolean): void;
}

function rowElement(car: number, book: LapBook, choose: (car: number) => void): RowElement {
  const cell = (name = "lb-number") => make("td", name);
  const position = cell("lb-number pw-position");
  const raceNumber = make("span", "pw-number");
  const name = make("span", "pw-name");
  const swatch = make("span", "pw-swatch");
  swatch.style.background = series(car % 8).color;
  const button = make("button", "pw-choose", swatch, raceNumber, name);
  button.type = "button";
  button.addEventListener("click", () => choose(car));
  const [gap, interval, last, best] = [
    cell(),
    cell("lb-number pw-col-interval"),
    cell(),
    cell("lb-number pw-col-best"),
  ];
  const sectors = [0, 1, 2].map(() => cell("lb-number pw-col-sector"));
  const tyre = make("span", "lb-tyre");
  tyre.setAttribute("role", "img");
  tyre.setAttribute("aria-label", "tyre unknown");
  const age = make("span", "lb-muted");
  const tyreCell = make("td", "pw-tyre-cell", tyre, " ", age);
  const minis = miniCells(car, book);
  const [trap, stops] = [cell("lb-number pw-col-trap"), cell("lb-number pw-col-stops")];
  const element = make(
    "tr",
    "",
    ...[position, make("td", "", button), gap, interval, last, best],
    ...[...sectors, make("td", "pw-minis-cell pw-col-minis", minis.element), tyreCell, trap, stops],
  );
  return {
    element,
    write(row, chosen) {
      setText(position, row.position);
      setText(raceNumber, row.raceNumber);
      setText(name, row.name);
      setText(gap, row.gap);
      setText(interval, row.interval);
      setClass(interval, `lb-number pw-col-interval ${row.near ? "pw-near" : ""}`);
      setText(last, row.last);
      setClass(last, `lb-number ${row.lastClass}`);
      setText(best, row.best);
      setClass(best, `lb-number pw-col-best ${row.bestClass}`);
      row.sectors.forEach(({text, className}, i) => {
        setText(sectors[i], text);
        setClass(sectors[i], `lb-number pw-col-sector ${className}`);
      });
      setText(trap, row.trap);
      setText(age, row.tyreAge);
      setText(stops, row.stops);
      element.classList.toggle("pw-in-pit", row.pit);
      minis.update();
      if ((element.getAttribute("aria-selected") === "true") !== chosen) {
        element.setAttribute("aria-selected", String(chosen));
        button.setAttribute("aria-pressed", String(chosen));
      }
      if (tyre.title === row.tyre) return;
      const {letter, color} = compoundLook(row.tyre);
      tyre.textContent = letter;
      tyre.style.setProperty("--lb-tyre", color);
      tyre.setAttribute("aria-label", row.tyre);
      tyre.title = row.tyre;
    },
  };
}
