import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {AnalysedLap} from "../../core/findings/analysedLap.js";
import type {CornerPass} from "../../core/findings/debrief/cornerPasses.js";
import type {CornerPhase} from "../../core/laps/phases.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";

export interface CornerLaps {
  own: AnalysedLap;
  reference: AnalysedLap;
  /** of the driver, the own one among them */
  laps: readonly AnalysedLap[];
}

const PANELS = [
  {channel: "speedKmh", part: "speed", label: "speed (km/h)", height: 220, scale: 1},
  {channel: "brake", part: "brake", label: "brake (%)", height: 104, scale: 100},
  {channel: "throttle", part: "throttle", label: "throttle (%)", height: 124, scale: 100},
] as const;
type Panel = (typeof PANELS)[number];

/** m of road before and after a corner's piece that are shown */
const AROUND_M = 40;
/** marks need room above the first panel */
const MARKS_PX = 34;
const LABEL_PX = 24;
/** least width of a phase with its name in it, px */
const NAMED_PX = 46;
const OWN = color("series2");
const REFERENCE = color("reference");

const PHASE_FILL: Record<CornerPhase, [fill: string, opacity: number]> = {
  braking: [color("brake"), 0.07],
  entry: [REFERENCE, 0.09],
  middle: [REFERENCE, 0.2],
  exit: [color("throttle"), 0.08],
};

/** Speed, brake and throttle of all laps through a corner, over the metres from its apex: own lap strong, reference grey, others faint. */
export function cornerTraces(pass: CornerPass, laps: CornerLaps, width: number): HTMLElement {
  const {apexM} = pass.corner;
  const domain: [number, number] = [pass.fromM - AROUND_M - apexM, pass.toM + AROUND_M - apexM];
  return html<HTMLElement>`<div class="lb-corner-traces">${PANELS.map((panel, k) => {
    const lines = linesOf(panel, apexM, domain, laps);
    if (!lines.some(({lap}) => lap === "own"))
      return html`<p class="lb-muted lb-corner-none">${panel.label.split(" ")[0]}: ${pass.own.unavailable[panel.part] ?? `no ${panel.part} channel`}.</p>`;
    return panelPlot(panel, {pass, lines, domain, width, isFirst: k === 0, isLast: k === PANELS.length - 1});
  })}</div>`;
}

interface Line {
  lap: "own" | "reference" | number;
  points: [x: number, y: number][];
}

function linesOf(
  {channel, scale}: Panel,
  apexM: number,
  [from, to]: [number, number],
  {own, reference, laps}: CornerLaps,
): Line[] {
  const line = (lap: Line["lap"], {grid}: AnalysedLap): Line[] => {
    const values = grid.channels[channel];
    if (!values) return [];
    const points: Line["points"] = [];
    const first = Math.max(0, Math.ceil((from + apexM) / grid.stepM));
    for (let g = first; g <= grid.n && g * grid.stepM - apexM <= to; g++)
      points.push([g * grid.stepM - apexM, scale * values[g]]);
    return points.some(([, y]) => Number.isFinite(y)) ? [{lap, points}] : [];
  };
  const others = laps.filter((lap) => lap !== own).flatMap((lap) => line(lap.lap, lap));
  // the strongest is drawn last
  return [...others, ...line("reference", reference), ...line("own", own)];
}

function panelPlot(
  {label, height, scale}: Panel,
  given: {
    pass: CornerPass;
    lines: readonly Line[];
    domain: [number, number];
    width: number;
    isFirst: boolean;
    isLast: boolean;
  },
): SVGElement | HTMLElement {
  const {pass, lines, domain, width, isFirst, isLast} = given;
  const {corner, phases} = pass;
  const [marginLeft, marginRight] = [48, 8];
  const perMetre = (width - marginLeft - marginRight) / (domain[1] - domain[0]);
  const spans = phases.map((span) => ({...span, x1: span.fromM - corner.apexM, x2: span.toM - corner.apexM}));
  const strokes = {
    others: {stroke: OWN, strokeOpacity: 0.28, strokeWidth: 1},
    reference: {stroke: REFERENCE, strokeWidth: 1.75},
    own: {stroke: OWN, strokeWidth: 2.25},
  };
  const drawn = lines.map(({lap, points}) =>
    Plot.line(points, {...strokes[typeof lap === "number" ? "others" : lap], clip: true}),
  );
  const marks = marksOf(pass);
  return plotChart({
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: isFirst ? MARKS_PX : LABEL_PX,
    marginBottom: isLast ? 36 : 6,
    ariaLabel: `${label} through the corner`,
    x: {domain, label: isLast ? "metres from the apex" : null, ticks: isLast ? undefined : [], labelAnchor: "center"},
    y: {
      label: null,
      grid: true,
      ...(scale === 100 ? {domain: [0, 100], ticks: [0, 50, 100]} : {domain: rangeOf(lines), ticks: 5}),
    },
    marks: [
      Plot.rect(spans, {
        x1: "x1",
        x2: "x2",
        fill: ({phase}) => PHASE_FILL[phase as CornerPhase][0],
        fillOpacity: ({phase}) => PHASE_FILL[phase as CornerPhase][1],
      }),
      Plot.text([label], {
        frameAnchor: "top-left",
        dx: 4 - marginLeft,
        dy: isFirst ? -27 : -19,
        fontWeight: 600,
        fill: color("muted"),
      }),
      isFirst
        ? Plot.text(
            spans.filter(({x1, x2}) => (x2 - x1) * perMetre >= NAMED_PX),
            {
              x: ({x1, x2}) => (x1 + x2) / 2,
              frameAnchor: "bottom",
              dy: -3,
              text: "phase",
              fill: color("muted"),
            },
          )
        : null,
      Plot.ruleX(
        marks.filter(({isOwn}) => !isOwn),
        {x: "x", stroke: REFERENCE, strokeDasharray: "3 3", strokeWidth: 1.25},
      ),
      Plot.ruleX(
        marks.filter(({isOwn}) => isOwn),
        {x: "x", stroke: OWN, strokeWidth: 1.25},
      ),
      ...drawn,
      ...(isFirst ? marks : [])
        .filter(({name}) => name)
        .map(({x, name, side, isOwn, row}) =>
          Plot.text([name], {
            x,
            frameAnchor: "top",
            dy: -18 + 13 * row - 6,
            dx: side === "end" ? 4 : side === "start" ? -4 : 0,
            textAnchor: side,
            fill: isOwn ? OWN : color("muted"),
            fontWeight: 600,
          }),
        ),
    ],
  });
}

/** The values' range, with room for the names of the phases below them. */
function rangeOf(lines: readonly Line[]): [number, number] {
  const known = lines.flatMap(({points}) => points.map(([, y]) => y)).filter(Number.isFinite);
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  return [least - 0.16 * (greatest - least) - 1, greatest + 0.04 * (greatest - least) + 1];
}

interface Mark {
  x: number;
  isOwn: boolean;
  /** "" for the reference's */
  name: string;
  side: "start" | "middle" | "end";
  /** of the two above the panel */
  row: 0 | 1;
}

/** Brake point, apex and throttle pick-up; the reference's and the apex are dashed and grey. */
function marksOf({values}: CornerPass): Mark[] {
  const mark = (x: number | null, given: Partial<Mark> = {}): Mark[] =>
    x === null ? [] : [{x, isOwn: false, name: "", side: "middle", row: 1, ...given}];
  const [brake, throttle] = [values["brake point"], values["throttle pick-up"]];
  return [
    ...mark(brake.reference),
    ...mark(throttle.reference),
    ...mark(0, {name: "apex", row: 0}),
    ...mark(brake.value, {isOwn: true, name: "brake point", side: "end"}),
    ...mark(throttle.value, {isOwn: true, name: "throttle", side: "start"}),
  ];
}
