import type {LapBook} from "../../core/laps/lapBook.js";
import {MINI_SECTORS} from "../../core/laps/miniSectors.js";
import {timingClass} from "../../core/laps/timingClass.js";
import {make} from "../ui/canvas.js";
import {setClass} from "./textCell.js";

/** Mini-sectors of a running lap as a row of marks that fill as they are driven: purple session best, green own best, yellow slower. */
export function miniCells(car: number, book: LapBook): {element: HTMLElement; update(): void} {
  const marks = Array.from({length: MINI_SECTORS}, () => make("i"));
  const element = make("span", "pw-tower-minis", ...marks);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", "mini-sectors");
  let counts: readonly number[] = [];

  function update(): void {
    if (counts !== book.miniCounts) {
      counts = book.miniCounts;
      let at = 0;
      for (const mark of marks) mark.dataset.gap = "";
      for (const count of counts.slice(0, -1)) {
        at += count;
        marks[at].dataset.gap = "before";
      }
    }
    const times = book.runningMinis(car);
    const own = book.personalMinis.get(car);
    let driven = 0;
    let fastest = 0;
    for (let i = 0; i < marks.length; i++) {
      const ms = times[i];
      const isDriven = !Number.isNaN(ms);
      // nothing is judged before there is a lap to judge by
      const timing = own && isDriven ? timingClass(ms, own[i], book.sessionMinis[i]) : null;
      if (isDriven) driven++;
      if (timing === "best") fastest++;
      setClass(marks[i], timing ? `pw-${timing}` : isDriven ? "pw-driven" : "");
    }
    const label = `${driven} of ${marks.length} mini-sectors driven${fastest ? `, ${fastest} fastest of all` : ""}`;
    if (element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
  }
  return {element, update};
}
