import {html, svg} from "npm:htl";
import {
  type CornerSpread,
  type MeasureSpread,
  SPREAD_VALUES,
  type SpreadMeasure,
} from "../../core/findings/consistency/cornerSpread.js";
import type {DebriefPart} from "../../core/findings/debrief/debriefParts.js";
import {type Column, type DataTable, dataTable} from "../ui/dataTable.js";
import {counted, delta, fixed} from "../ui/format.js";
import type {DriverLook} from "./driverLooks.js";

export interface SpreadTableOptions {
  /** a driver's corners for each of the looks, in the same order; the first are those of the table */
  looks: readonly DriverLook[];
  corner: (label: string) => string;
  /** numbers of the laps of `byLap` */
  laps: readonly number[];
}

export interface SpreadTable extends DataTable<CornerSpread> {
  /** adds what repeats against a reference, by the name of the corner */
  setHabits(parts: readonly DebriefPart[], against: string): void;
}

/** The corners of a driver, those whose time spreads most first. */
export function spreadTable(
  drivers: readonly (readonly CornerSpread[])[],
  {looks, corner, laps}: SpreadTableOptions,
): SpreadTable {
  const [own, ...others] = drivers;
  let habits: ReadonlyMap<string, DebriefPart> = new Map();
  let against = "";
  // laps beyond are drawn at the edge: one mistake would flatten all others
  const range = 3 * Math.max(0.01, ...own.map(({values: {time}}) => time.scatter?.robust ?? 0));
  const spread = (measure: SpreadMeasure, label: string, title: string): Column<CornerSpread> => ({
    key: measure,
    label: `${label} (${SPREAD_VALUES[measure]})`,
    title: `${title}: standard deviation from lap to lap; faded where the recording alone may cause it`,
    number: true,
    value: ({values}) => deviationOf(values[measure]),
    cell: ({values}) => spreadCell(values[measure], measure),
  });
  const table = dataTable(own, {
    label: "corners by spread",
    sort: "time",
    descending: true,
    columns: [
      {
        key: "turn",
        label: "turn",
        className: "c-turn",
        value: ({name}) => name.replace("Turn ", ""),
        cell: ({name}) => {
          const [, number, rest] = /^Turn (\S+)(.*)$/.exec(name) ?? ["", name, ""];
          return html`<a href=${corner(number)}><strong>${number}</strong>${rest}</a>`;
        },
      },
      spread("time", "time", "time in the corner"),
      {
        key: "laps",
        label: "time by lap",
        title: "time in the corner around its median, lap after lap; up is slower",
        cell: ({values: {time}}) => lapStrip(time.byLap, time.scatter?.median ?? Number.NaN, range),
      },
      ...others.map(
        (corners, i): Column<CornerSpread> => ({
          key: `time ${i}`,
          label: `${looks[i + 1].name} (s)`,
          title: `spread of the time of ${looks[i + 1].name}`,
          number: true,
          value: ({name}) => deviationOf(corners.find((one) => one.name === name)?.values.time),
          cell: ({name}) => spreadCell(corners.find((one) => one.name === name)?.values.time, "time"),
        }),
      ),
      {
        key: "verdict",
        label: "habit or not",
        title:
          "habit: the same loss or gain against the reference, in so many pairs of laps; no habit: it changes from lap to lap; steady: no spread is resolved",
        className: "c-verdict",
        cell: (row) => html`<span>${verdictText(row, habits.get(row.name), against)}</span>`,
      },
      spread("brake point", "brake", "where braking begins"),
      spread("minimum speed", "min. speed", "least speed"),
      spread("exit speed", "exit speed", "speed at the end of the corner"),
      {
        key: "trend",
        label: "trend (ms/lap)",
        title: "change of the time with each lap of the stint, with its 95 % interval; faded where it is not resolved",
        number: true,
        value: ({trend}) => trend?.slopeS,
        cell: ({trend}) =>
          trend
            ? html`<span class=${trend.isFound ? "" : "lb-faded"}>${signedMs(trend.slopeS)} <small class="lb-muted">±${fixed(1000 * trend.reachS)}</small></span>`
            : html`<span class="lb-muted" title="a trend needs four laps of one stint">—</span>`,
      },
    ],
  }) as SpreadTable;
  table.classList.add("lb-spreads");
  table.dataset.laps = laps.join(",");
  table.setHabits = (parts, name) => {
    habits = new Map(parts.map((part) => [part.place.name, part]));
    against = name;
    table.redraw();
  };
  return table;
}

function deviationOf(spread: MeasureSpread | undefined): number | null {
  return spread?.scatter && spread.scatter.n > 1 ? spread.scatter.deviation : null;
}

function spreadCell(spread: MeasureSpread | undefined, measure: SpreadMeasure): HTMLElement {
  const scatter = spread?.scatter;
  const reason = spread?.because ?? (measure === "brake point" ? "no braking here" : "measured on fewer than two laps");
  if (!spread || !scatter || scatter.n < 2)
    return html`<span class="lb-muted" title=${reason}><span aria-hidden="true">—</span><span class="lb-visually-hidden">${reason}</span></span>`;
  const digits = measure === "time" ? 3 : 1;
  const floor = `${spread.isResolved ? "" : "; not resolved"}, the recording alone ${fixed(spread.floor, digits)} ${SPREAD_VALUES[measure]}`;
  const far = spread.outliers.map((value) => fixed(value - scatter.median, digits).replace(/^(?=\d)/, "+")).join(", ");
  const odd = far ? `; left out: ${far} ${SPREAD_VALUES[measure]} from the median` : "";
  const title = `${scatter.n} laps; 95 % interval ${fixed(scatter.deviationLow, digits)} to ${fixed(scatter.deviationHigh, digits)}${floor}${odd}`;
  return html`<span class=${spread.isResolved ? "" : "lb-faded"} title=${title}>${fixed(scatter.deviation, digits)} <small class="lb-muted c-interval">${fixed(scatter.deviationLow, digits)}–${fixed(scatter.deviationHigh, digits)}</small>${far ? html`<small class="lb-outliers">${counted(spread.outliers.length, "outlier")}</small>` : ""}</span>`;
}

const [WIDTH, HEIGHT] = [112, 24];

/** Dots of the time by lap around the median, on one scale for all corners. */
function lapStrip(times: ArrayLike<number>, middle: number, range: number): SVGElement | string {
  const n = times.length;
  if (!Number.isFinite(middle)) return "";
  const x = (i: number) => 4 + (n > 1 ? (i * (WIDTH - 8)) / (n - 1) : (WIDTH - 8) / 2);
  const y = (s: number) => HEIGHT / 2 - Math.max(-1, Math.min(1, (s - middle) / range)) * (HEIGHT / 2 - 3);
  const dots = Array.from(times).flatMap((s, i) =>
    Number.isFinite(s)
      ? [svg`<circle cx=${x(i).toFixed(1)} cy=${y(s).toFixed(1)} r="2" fill="var(--lb-series2)"></circle>`]
      : [],
  );
  return svg<SVGElement>`<svg class="lb-lap-strip" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <path d=${`M0,${HEIGHT / 2}H${WIDTH}`} stroke="var(--lb-hairline)"></path>${dots}</svg>`;
}

/** What a corner is: a habit against the reference, a change from lap to lap, a drift over the stint, or steady. */
export function verdictText(
  {values: {time}, trend}: CornerSpread,
  habit: DebriefPart | undefined,
  against: string,
): string {
  const texts: string[] = [];
  if (habit?.status === "repeats") {
    const value = habit.time.value!;
    texts.push(`habit: ${delta(1000 * value)} s to ${against}, ${habit.repeats!.same} of ${habit.repeats!.of}`);
  }
  if (trend?.isFound) texts.push(`${trend.slopeS > 0 ? "slower" : "faster"} with each lap`);
  if (time.isResolved && texts.length === 0) texts.push("no habit: changes from lap to lap");
  if (time.isResolved === false && texts.length === 0) texts.push("steady");
  return texts.join("; ");
}

function signedMs(seconds: number): string {
  const text = fixed(1000 * seconds);
  return text === "0" ? "±0" : seconds > 0 ? `+${text}` : text;
}
