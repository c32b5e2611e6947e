import * as Plot from "npm:@observablehq/plot";
import type {LapBook} from "../../core/laps/lapBook.js";
import {type OrderPlace, orderByLap} from "../../core/laps/race/orderByLap.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {lapAxis} from "../race/gapChart.js";
import {make} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";
import {color, series} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import type {TextPanel} from "./panel.js";
import {runningOrder} from "./towerRow.js";

/** px a car */
const ROW = 11;
/** Laps before which there is no line to draw. */
const FEWEST_LAPS = 2;

/** Positions at the end of each lap and now, a line a car; the chosen one's in front. Drawn anew when a car finishes a lap, or the order changes. */
export function orderPanel(
  source: LiveSource,
  {car, book}: {car: () => number; book: LapBook},
): TextPanel & {stop: () => void} {
  const none = make("p", "lb-muted", "Lines appear when the first cars have finished their second lap.");
  const place = make("div");
  const element = make("div", "pw-order", place, none);
  let width = 0;
  let drawn = "";
  const stop = mount(element, {
    resize(next) {
      width = next;
      update();
    },
    theme() {
      drawn = "";
      update();
    },
  });

  function update(): void {
    const order = runningOrder(source);
    const key = `${width} ${car()} ${book.laps.length} ${book.laps.at(-1)?.sessionTime} ${source.session?.id} ${order}`;
    if (!width || key === drawn) return;
    drawn = key;
    const places = orderByLap(book.laps);
    const last = places.at(-1)?.lap ?? 0;
    const first = places[0]?.lap ?? 0;
    none.hidden = last - first >= FEWEST_LAPS - 1;
    place.hidden = !none.hidden;
    if (place.hidden) return;
    const numbers = new Map(source.session?.drivers.map((driver) => [driver.car, String(driver.raceNumber)]));
    // the lines go on to the present order: cars have finished different laps
    const now = last + 1;
    const ends = order.map((n, i): OrderPlace => ({car: n, lap: now, position: i + 1}));
    const lines = [...places, ...ends];
    const own = lines.filter((one) => one.car === car());
    const most = Math.max(...lines.map(({position}) => position));
    const line = {x: "lap", y: "position", z: "car", strokeLinejoin: "round"} as const;
    place.replaceChildren(
      plotChart({
        width,
        height: 44 + ROW * most,
        ...{marginLeft: 8, marginRight: 30, marginTop: 8, marginBottom: 36},
        ariaLabel: "order by lap",
        x: lapAxis(now, width, first),
        y: {domain: [most + 0.5, 0.5], axis: null},
        marks: [
          Plot.line(lines, {
            ...line,
            stroke: (one) => series(one.car % 8).color,
            strokeOpacity: 0.55,
            strokeWidth: 1.2,
          }),
          Plot.line(own, {...line, stroke: color("foreground"), strokeWidth: 2.5}),
          [false, true].map((isOwn) =>
            Plot.text(
              ends.filter((one) => (one.car === car()) === isOwn),
              {
                ...{x: now, y: "position", textAnchor: "start", dx: 6, fontSize: 10},
                text: (one: OrderPlace) => numbers.get(one.car) ?? "",
                fill: color(isOwn ? "foreground" : "muted"),
                fontWeight: isOwn ? 650 : 400,
              },
            ),
          ),
        ],
      }),
    );
  }
  return {element, update, stop};
}
