import {SPLITS, type Split} from "../../core/laps/bests.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import {MINI_SECTORS} from "../../core/laps/miniSectors.js";
import {timingClass} from "../../core/laps/timingClass.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {delta, lapTime} from "../ui/format.js";
import {timingLegend} from "../ui/timingMarks.js";
import {liveTable, rowHead} from "./liveTable.js";
import type {TextPanel} from "./panel.js";
import {runningSplit} from "./runningSplit.js";
import {setClass, setText, timingClassName} from "./textCell.js";

const ROWS = ["this lap", "last lap", "own best", "session best"] as const;
const HEADS = ["Sector 1", "Sector 2", "Sector 3", "Lap"];
/** a gain or loss in a mini-sector that fills its bar, ms */
const FULL = 150;

/** Sector times of the running lap against the last, the own best and the session's; below them its mini-sectors. */
export function sectorPanel(source: LiveSource, {car, book}: {car: () => number; book: LapBook}): TextPanel {
  const cells = ROWS.map(() => SPLITS.map(() => make("td", "lb-number")));
  const {table, body} = liveTable(["", ...HEADS], {className: "lb-narrow pw-sectors"});
  body.append(...ROWS.map((name, i) => make("tr", "", rowHead(name), ...cells[i])));
  const bars = Array.from({length: MINI_SECTORS}, () => {
    const bar = make("i");
    return {cell: make("span", "pw-mini", bar), bar};
  });
  const groups = [1, 2, 3].map(() => make("div", "pw-minis"));
  const labelled = groups.map((group, s) => make("div", "pw-mini-group", make("span", "lb-muted", `S${s + 1}`), group));
  const strip = make("div", "pw-mini-strip", ...labelled);
  strip.setAttribute("role", "img");
  strip.setAttribute("aria-label", "mini-sectors");
  const theory = make("p", "lb-caption");
  const key = timingLegend(["best", "personal"]);
  const element = make("div", "pw-sector-panel", make("div", "lb-scroll", table), key, strip, theory);

  const values: Record<(typeof ROWS)[number], (split: Split, n: number) => number> = {
    "this lap": (split, n) => runningSplit(source, n, split),
    "last lap": (split, n) => book.laps.findLast((lap) => lap.car === n)?.[split] ?? Number.NaN,
    "own best": (split, n) => book.bests.personal.get(n)?.[split] ?? Number.NaN,
    "session best": (split) => book.bests.session[split],
  };

  function update(): void {
    const n = car();
    const own = book.bests.personal.get(n);
    ROWS.forEach((row, i) => {
      SPLITS.forEach((split, k) => {
        const ms = values[row](split, n);
        const known = Number.isFinite(ms) && ms > 0;
        setText(cells[i][k], lapTime(known ? ms : null));
        const running = row === "this lap" && split === "lapTimeMs";
        const timing =
          known && own && i < 3 && !running ? timingClass(ms, own[split], book.bests.session[split]) : null;
        setClass(cells[i][k], `lb-number ${i === 3 && known ? "lb-best" : timingClassName(timing)}`);
      });
    });
    const theoretical = own ? own.sector1Ms + own.sector2Ms + own.sector3Ms : Number.NaN;
    setText(
      theory,
      Number.isFinite(theoretical)
        ? `Best sectors of this driver: ${lapTime(theoretical)}. Bars: each mini-sector of this lap against the driver's best, up is faster.`
        : "Mini-sectors appear after the first complete lap.",
    );
    minis(n);
  }

  /** "S2.3" of each mini-sector; its cell is in its sector's group */
  let names: string[] = [];
  let counts: readonly number[] = [];
  function group(): void {
    if (counts === book.miniCounts) return;
    counts = book.miniCounts;
    names = counts.flatMap((count, s) => Array.from({length: count}, (_, i) => `S${s + 1}.${i + 1}`));
    let at = 0;
    strip.style.gridTemplateColumns = counts.map((count) => `minmax(0, ${count}fr)`).join(" ");
    for (const [s, cells] of groups.entries()) {
      cells.replaceChildren(...bars.slice(at, at + counts[s]).map(({cell}) => cell));
      at += counts[s];
    }
  }

  function minis(n: number): void {
    group();
    const own = book.personalMinis.get(n);
    const times = own ? book.runningMinis(n) : null;
    let label = "mini-sectors of this lap against the driver's best";
    for (let i = 0; i < bars.length; i++) {
      const ms = times ? times[i] : Number.NaN;
      const gap = own ? ms - own[i] : Number.NaN;
      const known = Number.isFinite(gap);
      const {cell, bar} = bars[i];
      const timing = known ? timingClass(ms, own![i], book.sessionMinis[i]) : null;
      setClass(cell, `pw-mini ${timing ? `pw-${timing}` : ""}`);
      const share = known ? Math.min(1, Math.abs(gap) / FULL) : 0;
      bar.style.height = `${Math.round(share * 50)}%`;
      setClass(bar, gap > 0 ? "pw-down" : "pw-up");
      const title = known ? `${names[i]} ${delta(gap)} s` : "";
      if (cell.title !== title) cell.title = title;
      if (known) label += `; ${title}`;
    }
    if (strip.getAttribute("aria-label") !== label) strip.setAttribute("aria-label", label);
  }
  return {element, update};
}
