import {html} from "npm:htl";
import {CUTS} from "../../core/laps/partition.js";
import {channelInSegments} from "../../core/laps/range/channelInRange.js";
import {type RangeSegments, rangeSegments} from "../../core/laps/range/rangeSegments.js";
import {type LineRange, rangeTime} from "../../core/laps/range/rangeTimes.js";
import type {LineLap} from "../laps/lapsOnLine.js";
import type {RangeControl} from "../laps/rangeControl.js";
import {pieceOf} from "../laps/ranges.js";
import {channelText, type TraceChannel} from "../laps/traceChannels.js";
import {axisText} from "../laps/traceScale.js";
import {button, make, onceAFrame} from "../ui/canvas.js";
import type {Cursor} from "../ui/cursor.js";
import {delta, distance, fixed, percent, unitBeside} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {type LapValue, lapValueTable} from "./lapValueTable.js";
import {samplesOf} from "./samplesOf.js";

export interface RangePanelOptions {
  channels: readonly TraceChannel[];
  control: RangeControl;
  cursor: Cursor;
  /** links to other pages about a corner, by its label */
  links?: (corner: string) => Node | string;
}

const TIME_COLUMNS = [
  {label: "time", unit: "s"},
  {label: "Δ", unit: "s"},
  {label: "±", unit: "s"},
  {label: "driven", unit: "m"},
];
const CHANNEL_COLUMNS = ["entry", "min", "mean", "max", "exit"].map((label) => ({label, unit: ""}));

/**
 * The chosen stretch in numbers: time of every lap, what it gains or loses against the reference and how well that is known, and each channel at
 * its ends and within it. Without a stretch, how to choose one.
 */
export function rangePanel({channels, control, cursor, links = () => ""}: RangePanelOptions): HTMLElement {
  const {onLine} = control;
  const {laps} = onLine;
  const traces = laps.map(({trace}) => trace);
  const times = lapValueTable("time in the range", traces, {columns: TIME_COLUMNS, groups: [{label: "", unit: ""}]});
  const values = lapValueTable("channels in the range", traces, {
    columns: CHANNEL_COLUMNS,
    groups: channels.map(({label, unit}) => ({label, unit: unitBeside(label, unit)})),
    has: (c, i) => channels[c].values(traces[i]) !== undefined,
  });
  const title = make("h3", "lb-range-title");
  const where = make("p", "lb-range-where");
  const tools = html<HTMLElement>`<div class="lb-tools" role="group" aria-label="range">${[
    button("‹", "range before (,)", () => control.step(-1)),
    button("›", "next range (.)", () => control.step(1)),
    button("zoom to it", "zoom to the range (z)", () => control.zoom()),
    button("clear", "no range (x)", () => control.clear()),
  ]}</div>`;
  const hint = html<HTMLElement>`<p class="lb-muted lb-range-hint">Choose a range to see what each lap gains or loses there: click a corner’s number below the charts, or drag with Alt or the range tool. <kbd>c</kbd> chooses the corner or straight at the cursor, <kbd>s</kbd> and <kbd>e</kbd> mark start and end.</p>`;
  const note = make("p", "lb-map-note");
  const content = make(
    "div",
    "",
    make("div", "lb-range-head", title, tools),
    where,
    times.element,
    note,
    values.element,
  );
  const root = make("section", "lb-range", hint, content);
  root.setAttribute("aria-label", "range");

  const draw = onceAFrame(show);
  function show(): void {
    const {range} = cursor;
    hint.hidden = range !== null;
    content.hidden = range === null;
    if (!range) return;
    const [fromM, toM] = range;
    const piece = pieceOf(onLine, range);
    const corner = piece?.kind === "corner" && control.corners().find(({number}) => number === piece.number);
    const label = corner ? corner.label : "";
    title.textContent = piece ? capital(piece.name) : "Range";
    const [from, to] = control.shown()!.map((x) => axisText(x, cursor.axis, cursor.axis === "time" ? 0.01 : 1));
    where.replaceChildren(
      `${from.replace(/ \w+$/, "")}–${to}, ${distance(toM - fromM)} of road`,
      " ",
      label ? links(label) : "",
    );
    const segments = laps.map((lap) => rangeSegments(samplesOf(lap), {fromM, toM}));
    const rows = laps.map((lap, i) => timeOf(lap, laps[0], {fromM, toM}, segments[i]));
    rows.forEach((row, i) => {
      times.set(0, i, row.cells);
    });
    note.textContent = [noteOf(rows), laps.length > 1 && piece ? CUTS : ""].filter(Boolean).join(" ");
    laps.forEach((lap, i) => {
      channels.forEach((channel, c) => {
        values.set(c, i, channelCells(lap, channel, segments[i]));
      });
    });
  }
  show();
  mount(root, {stops: [cursor.subscribe((what) => (what === "range" || what === "axis") && draw())]});
  return root;
}

interface TimeRow {
  cells: (string | LapValue)[];
  resolved: boolean | null;
}

function timeOf(lap: LineLap, reference: LineLap, range: LineRange, segments: RangeSegments): TimeRow {
  const {seconds, deltaS, errorS} = rangeTime(lap.grid, reference.grid, range);
  const speed = lap.trace.samples.has("speedKmh") ? lap.trace.samples.values("speedKmh") : undefined;
  const mean = speed ? channelInSegments(segments, speed).mean : Number.NaN;
  const driven = fixed((mean / 3.6) * seconds, 1);
  if (lap === reference) return {cells: [fixed(seconds, 3), "", "", driven], resolved: null};
  if (Number.isNaN(deltaS)) {
    const title = lap.position.because ?? "the lap does not reach over the whole range";
    return {cells: [fixed(seconds, 3), {text: "—", title}, "—", driven], resolved: null};
  }
  const resolved = Math.abs(deltaS) > errorS;
  const side = deltaS < 0 ? "lb-gained" : "lb-lost";
  const change = {
    text: delta(1000 * deltaS),
    className: resolved ? side : "lb-muted",
    title: resolved ? "" : "within the error of the recordings",
  };
  return {cells: [fixed(seconds, 3), change, {text: fixed(errorS, 3), className: "lb-muted"}, driven], resolved};
}

function noteOf(rows: readonly TimeRow[]): string {
  const unresolved = rows.some(({resolved}) => resolved === false) ? " Grey: within the error." : "";
  return rows.length > 1
    ? `Δ − gained, + lost against the reference; ± bound of its error; driven: mean speed × time.${unresolved}`
    : "driven: mean speed × time.";
}

function channelCells(lap: LineLap, channel: TraceChannel, segments: RangeSegments): (string | LapValue)[] {
  const column = channel.values(lap.trace);
  if (!column) return CHANNEL_COLUMNS.map(() => ({text: "—", className: "lb-muted"}));
  if (channel.kind === "state") {
    // the mean of on and off is the share of the time that it is on
    const {entry, exit} = channelInSegments(segments, column, {discrete: true});
    const {mean} = channelInSegments(segments, column);
    return [channelText(channel, entry), "", percent(mean), "", channelText(channel, exit)];
  }
  const {entry, min, mean, max, exit} = channelInSegments(segments, column, {discrete: channel.kind === "step"});
  return [entry, min, mean, max, exit].map((value, k) =>
    k === 2 && channel.kind === "step" ? "" : Number.isNaN(value) ? "—" : channelText(channel, value),
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
