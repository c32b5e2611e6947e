import {SPLITS} from "../../core/laps/bests.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import {timingClass} from "../../core/laps/timingClass.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {fixed, fuelUsed, lapTime, percent} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {timingClassName} from "./textCell.js";

const HEADS = ["Lap", "S1", "S2", "S3", "Time", "Top", "Throttle", "Fuel"];
/** newest laps shown; all are on the session's own page */
const SHOWN = 30;

/** The chosen car's finished laps, newest first, with what the analyst says of each. */
export function lapList(source: LiveSource, {car, book}: {car: () => number; book: LapBook}): TextPanel {
  const body = make("tbody");
  const head = make("tr", "", ...HEADS.map((text) => make("th", "lb-number", text)));
  for (const cell of head.children) cell.setAttribute("scope", "col");
  const table = make(
    "table",
    "lb-table",
    make("caption", "lb-visually-hidden", "laps of the chosen car"),
    make("thead", "", head),
    body,
  );
  const none = make("p", "lb-muted", "No lap finished yet.");
  const element = make("div", "lb-scroll pw-lap-list", table, none);
  let drawn = "";

  function update(): void {
    const n = car();
    const analytics = source.events("lap-analytics");
    const own = book.bests.personal.get(n);
    const key = `${n} ${book.laps.length} ${book.laps.at(-1)?.sessionTime} ${analytics.length} ${source.session?.id}`;
    if (key === drawn) return;
    drawn = key;
    const laps = book.laps
      .filter((lap) => lap.car === n)
      .slice(-SHOWN)
      .reverse();
    const number = (text: string, name = "") => make("td", `lb-number ${name}`, text);
    body.replaceChildren(
      ...laps.map((lap) => {
        const facts = analytics.findLast((a) => a.car === n && a.lap === lap.lap);
        const times = SPLITS.map((split) => {
          const ms = lap[split] || null;
          const mark = lap.valid ? timingClass(ms, own?.[split] ?? Infinity, book.bests.session[split]) : null;
          return number(lapTime(ms), lap.valid ? timingClassName(mark) : "lb-struck");
        });
        return make(
          "tr",
          "",
          number(String(lap.lap)),
          ...times,
          number(fixed(facts?.topSpeedKmh)),
          number(percent(facts?.throttle)),
          number(fuelUsed(facts ?? {fuelUsedKg: null})),
        );
      }),
    );
    none.hidden = laps.length > 0;
    table.hidden = !laps.length;
  }
  return {element, update};
}
