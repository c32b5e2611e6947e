import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {PitLoss} from "../../core/laps/race/pitLosses.js";
import type {RaceLapOrder} from "../../core/laps/race/raceChart.js";
import type {RaceRow} from "../../core/laps/race/raceRows.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {lapAxis, type RaceChartOptions} from "./gapChart.js";
import {neutralMarks} from "./neutralMarks.js";
import type {RaceCar} from "./raceCars.js";
import {carLines, nameWidth, onPick} from "./raceLines.js";

interface Place {
  car: number;
  lap: number;
  position: number;
}

export interface PositionChartOptions extends RaceChartOptions {
  pitLosses: readonly PitLoss[];
}

/** Height of a place, and width of a chart below which names stand at its right edge only, px. */
const ROW = 20;
const NARROW = 520;

/** Positions by lap, a line a car from the grid to its last lap; circles are visits to the pit lane, a cross a car that stopped. */
export function positionChart(
  rows: readonly RaceRow[],
  chart: readonly RaceLapOrder[],
  {width, cars, neutral, onCar, pitLosses}: PositionChartOptions,
): HTMLElement {
  const places = placesByLap(rows, chart);
  const first = Math.min(...places.map(({lap}) => lap));
  const last = Math.max(...places.map(({lap}) => lap));
  const most = Math.max(...places.map(({position}) => position));
  const atEndOf = (car: number, lap: number) => places.find((place) => place.car === car && place.lap === lap);
  const stops = pitLosses.flatMap(({car, firstLap}) => atEndOf(car, firstLap) ?? []);
  const begins = places.filter(({lap}) => lap === first);
  const ends = [...cars.keys()].flatMap((car) => places.findLast((place) => place.car === car) ?? []);
  const stopped = new Set(rows.flatMap(({car, status}) => (status && status !== "finished" ? car : [])));
  const lapsOf = new Map(rows.map(({car, laps}) => [car, laps]));
  // the line of a car ends early where it stopped, or where a later lap has no known time
  const early = ends.filter(({car, lap}) => lap < last && (stopped.has(car) || lap < lapsOf.get(car)!));
  const out = early.filter(({car}) => stopped.has(car));
  const unplaced = new Set(early.filter((end) => !out.includes(end)).map(({car}) => car));
  // a lapped car drives fewer laps than the winner: its name is written at the right edge all the same
  const finished = ends.filter((end) => !early.includes(end)).map((end) => ({...end, lap: last}));
  const room = nameWidth(cars) + 30;
  // a phone has no room for the names twice
  const isNarrow = width < NARROW;
  const at = {x: "lap", y: "position"} as const;
  const look = ({car}: Place): RaceCar => cars.get(car)!;
  const ink = (d: Place) => (look(d).isChosen ? look(d).color : color("muted"));
  const label = (data: Place[], textAnchor: "start" | "end", dx: number) =>
    Plot.text(data, {
      ...at,
      textAnchor,
      dx,
      text: (d: Place) => (isNarrow && textAnchor === "end" ? `${d.position}` : `${d.position} ${look(d).short}`),
      fill: ink,
      fontWeight: 500,
    });
  const title = (d: Place) =>
    `${look(d).name}\n${d.lap === 0 ? "grid" : `lap ${d.lap}`}: P${d.position}${stops.includes(d) ? ", pit lane" : ""}`;
  const plot = plotChart({
    width,
    height: 64 + ROW * most,
    ...{marginLeft: isNarrow ? 28 : room, marginRight: room, marginTop: 28, marginBottom: 36},
    ariaLabel: "positions by lap",
    x: {...lapAxis(last, width - 2 * room, first), tickFormat: (lap: number) => (lap === 0 ? "grid" : String(lap))},
    y: {domain: [most + 0.5, 0.5], axis: null},
    marks: [
      neutralMarks(neutral, first),
      carLines(places, cars, "position"),
      Plot.dot(stops, {
        ...at,
        r: 3.5,
        fill: color("background"),
        stroke: (d: Place) => look(d).color,
        strokeOpacity: (d: Place) => (look(d).isChosen ? 1 : 0.5),
      }),
      label(begins, "end", -8),
      label(finished, "start", 8),
      Plot.dot(out, {...at, symbol: "times", r: 4, stroke: (d: Place) => look(d).color, strokeWidth: 2}),
      Plot.text(out, {
        ...at,
        text: (d: Place) => look(d).short,
        textAnchor: "start",
        dx: 8,
        fill: (d: Place) => ink(d),
      }),
      Plot.tip(places, Plot.pointer({x: "lap", y: "position", title})),
    ],
  });
  onPick(plot, onCar);
  const notes = [
    "○ in the pit lane on this lap",
    "× last lap of a car that stopped",
    unplaced.size ? "? a later lap has no known time: positions behind that car are too good" : "",
    first === 0 ? "" : "the source sends no starting grid",
  ];
  return html`<figure>${plot}<figcaption>${notes.filter(Boolean).join(" · ")}</figcaption></figure>`;
}

/** Places of all cars by lap; lap 0 is the grid, where every car's place on it is known. */
function placesByLap(rows: readonly RaceRow[], chart: readonly RaceLapOrder[]): Place[] {
  const hasGrid = rows.every(({beganFrom}) => beganFrom === "grid");
  const driven = new Set(chart.flatMap(({places}) => places.map(({car}) => car)));
  // of a part of the field the grid's places are counted among it
  const grid = rows.filter(({car}) => driven.has(car)).sort((a, b) => (a.began ?? 0) - (b.began ?? 0));
  return [
    ...(hasGrid ? grid.map(({car}, i) => ({car, lap: 0, position: i + 1})) : []),
    ...chart.flatMap(({places}) => places.map(({car, lap, position}) => ({car, lap, position}))),
  ];
}
