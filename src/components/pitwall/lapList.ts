import {SPLITS} from "../../core/laps/bests.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import {timingClass} from "../../core/laps/timingClass.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {fixed, fuelUsed, lapTime, percent} from "../ui/format.js";
import {liveTable} from "./liveTable.js";
import type {TextPanel} from "./panel.js";
import {timingClassName} from "./textCell.js";

const HEADS = ["Lap", "S1", "S2", "S3", "Time", "Top", "Throttle", "Fuel"];
/** newest laps shown; the session's page lists all */
const SHOWN = 30;

/** The chosen car's finished laps, newest first, with the analyst's figures of each. */
export function lapList(source: LiveSource, {car, book}: {car: () => number; book: LapBook}): TextPanel {
  const {table, body} = liveTable(HEADS, {label: "laps of the chosen car"});
  const none = make("p", "lb-muted", "No lap finished yet.");
  const element = make("div", "lb-scroll pw-lap-list", table, none);
  // scrolled by keyboard too
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "laps of the chosen car");
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
          const timing = lap.valid ? timingClass(ms, own?.[split] ?? Infinity, book.bests.session[split]) : null;
          return number(lapTime(ms), lap.valid ? timingClassName(timing) : "lb-struck");
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
