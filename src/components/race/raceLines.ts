import * as Plot from "npm:@observablehq/plot";
import {svg} from "npm:htl";
import type {RaceCar} from "./raceCars.js";

interface OfCar {
  car: number;
  lap: number;
}

/** Least distance of two names at the right edge, px. */
const APART = 14;

/** Lines by car over laps: faint ones first, then the chosen cars', the driver's own on top and widest. */
export function carLines<D extends OfCar>(
  data: readonly D[],
  cars: ReadonlyMap<number, RaceCar>,
  y: keyof D & string,
): Plot.Markish {
  const common = {x: "lap", y, z: "car", strokeLinejoin: "round", clip: true} as const;
  const chosen = [...cars.values()].filter(({isChosen}) => isChosen).sort((a, b) => Number(a.isOwn) - Number(b.isOwn));
  return [
    Plot.line(
      data.filter(({car}) => !cars.get(car)?.isChosen),
      {...common, stroke: ({car}: D) => cars.get(car)!.color, strokeOpacity: 0.3, strokeWidth: 1.5},
    ),
    chosen.map(({car, color, isOwn}) =>
      Plot.line(
        data.filter((d) => d.car === car),
        {...common, stroke: color, strokeWidth: isOwn ? 3 : 2},
      ),
    ),
  ];
}

/** Names of chosen cars at the ends of their lines, moved apart where they would touch. */
export function lineEnds<D extends OfCar>(
  data: readonly D[],
  cars: ReadonlyMap<number, RaceCar>,
  y: keyof D & string,
): Plot.Markish {
  const ends = [...cars.values()].flatMap((look) => {
    const own = look.isChosen ? data.filter(({car}) => car === look.car) : [];
    return own.length ? [{look, d: own.reduce((a, b) => (b.lap > a.lap ? b : a))}] : [];
  });
  const draw: Plot.RenderFunction = (_index, {x, y: toY}, _values, {height, marginBottom}) => {
    const places = ends
      .map(({look, d}) => ({look, x: x!(d.lap) as number, y: toY!(d[y]) as number}))
      .sort((a, b) => a.y - b.y);
    for (let i = 1; i < places.length; i++) places[i].y = Math.max(places[i].y, places[i - 1].y + APART);
    for (let i = places.length - 1, most = height - marginBottom; i >= 0; i--, most = places[i + 1].y - APART)
      places[i].y = Math.min(places[i].y, most);
    return svg<SVGElement>`<g aria-hidden="true">${places.map(
      ({look: {short, color, isOwn}, x, y}) =>
        svg`<text x=${x + 6} y=${y} dy="0.35em" text-anchor="start" style=${`fill: ${color}; font-weight: ${isOwn ? 700 : 500}`}>${short}</text>`,
    )}</g>`;
  };
  return draw;
}

/** Room for the longest short name at the end of a line, px. */
export function nameWidth(cars: ReadonlyMap<number, RaceCar>): number {
  return 7 * Math.max(...[...cars.values()].map(({short}) => short.length));
}

/** Calls back with the car whose point is nearest to the pointer when the chart is clicked. */
export function onPick(chart: HTMLElement | SVGElement, picked: (car: number) => void): void {
  chart.addEventListener("click", () => {
    const {value} = chart as unknown as {value?: OfCar | null};
    if (value) picked(value.car);
  });
  chart.style.cursor = "pointer";
}
