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

const HEADS = ["", "Driver", "Gap", "Interval", "Last", "Best", "Mini-sectors", "Tyre", "Stops"];

/**
 * Every car in order of position: gaps, last and best lap, the mini-sectors of its running lap, tyre with its age, stops. A row chooses its
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
  const rows = new Map<number, RowElement>();
  const stops = stopCounter(source);

  function update(): void {
    for (const [n, {element}] of rows)
      if (!source.cars.includes(n)) {
        element.remove();
        rows.delete(n);
      }
    setText(heads[HEADS.indexOf("Gap")], isRace(source.session?.type) ? "Gap" : "To best");
    const order = runningOrder(source);
    stops.update();
    order.forEach((n, i) => {
      let row = rows.get(n);
      if (!row) rows.set(n, (row = rowElement(n, book, choose)));
      if (body.children[i] !== row.element) body.insertBefore(row.element, body.children[i] ?? null);
      row.write(towerRow(source, book, order, i, stops.of(n)), n === car());
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
  const [gap, interval, last, best] = [cell(), cell(), cell(), cell()];
  const tyre = make("span", "lb-tyre");
  tyre.setAttribute("role", "img");
  const age = make("span", "lb-muted");
  const tyreCell = make("td", "pw-tyre-cell", tyre, " ", age);
  const minis = miniCells(car, book);
  const stops = cell();
  const element = make(
    "tr",
    "",
    ...[position, make("td", "", button), gap, interval, last, best],
    ...[make("td", "pw-minis-cell", minis.element), tyreCell, stops],
  );
  return {
    element,
    write(row, chosen) {
      setText(position, row.position);
      setText(raceNumber, row.raceNumber);
      setText(name, row.name);
      setText(gap, row.gap);
      setText(interval, row.interval);
      setClass(interval, `lb-number ${row.near ? "pw-near" : ""}`);
      setText(last, row.last);
      setClass(last, `lb-number ${row.lastClass}`);
      setText(best, row.best);
      setClass(best, `lb-number ${row.bestClass}`);
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
