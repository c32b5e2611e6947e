import {isRace} from "../../core/laps/gaps.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {raceState} from "../../core/live/timeline/raceState.js";
import {rivalGaps} from "../../core/live/timeline/rivalGaps.js";
import {type Grade, gradesOf, gradeText} from "../../core/strategy/predictions/gradesOf.js";
import type {PredictionName} from "../../core/strategy/predictions/kinds.js";
import {type NextDuel, type PitWindow, pitWindow} from "../../core/strategy/predictions/pitWindow.js";
import {make} from "../ui/canvas.js";
import {counted, fixed, percent} from "../ui/format.js";
import type {TextPanel} from "./panel.js";

/** ms between two calculations: gaps to all cars are searched for. */
const EVERY_MS = 1000;
const SAFETY_CARS: Record<number, string> = {1: "safety car", 2: "virtual safety car"};

/** What a stop now would mean for the chosen car: time lost, place and gaps after it, traffic, undercut and overcut; beside each how good such predictions were. */
export function pitPanel(source: LiveSource, {car, book}: {car: () => number; book: LapBook}): TextPanel {
  const list = make("dl", "pw-outlook");
  const note = make("p", "lb-muted");
  const element = make("div", "pw-pit", list, note);
  let [at, of, safety] = [Number.NEGATIVE_INFINITY, -1, 0];
  let drawn = "";

  function update(): void {
    const n = car();
    const {safetyCar} = raceState(source.events("session-events"));
    const now = performance.now();
    if (now - at < EVERY_MS && n === of && safetyCar === safety) return;
    [at, of, safety] = [now, n, safetyCar];
    const because = absence(source, n);
    const window = because ? null : windowOf(source, book, n, safetyCar);
    const rows = window ? rowsOf(source, window) : [];
    const text = because || noteOf(window!, safetyCar, book.bests.fastest !== undefined && book.bests.fastest !== null);
    const key = JSON.stringify([rows, text]);
    if (key === drawn) return;
    drawn = key;
    note.textContent = text;
    list.replaceChildren(
      ...rows.map(({label, value, more, record}) => {
        const dd = make("dd", "", make("b", "", value), make("span", "lb-muted", more ? ` ${more}` : ""));
        if (record) dd.append(make("small", "lb-muted", record));
        return make("div", "", make("dt", "", label), dd);
      }),
    );
  }
  return {element, update};
}

/** Why there is no pit window; "" where there is one. */
function absence(source: LiveSource, car: number): string {
  if (!isRace(source.session?.type)) return "A pit window is for races.";
  if (source.cars.length < 2) return "A pit window needs other cars; only this one is received.";
  if (!(source.latest(car, "position") > 0) || !(source.session!.track.lengthM > 0))
    return "This game sends no places on the track: no pit window.";
  return source.latest(car, "pitStatus") > 0 ? "In the pits now." : "";
}

function windowOf(source: LiveSource, book: LapBook, car: number, safetyCar: number): PitWindow {
  const lap = book.laps.findLast((one) => one.car === car && one.valid) ?? book.bests.fastest;
  const lapS = (lap?.lapTimeMs ?? Number.NaN) / 1000;
  return pitWindow(source.events("predictions"), {rivals: rivalGaps(source, car), lapS, safetyCar});
}

interface Row {
  label: string;
  value: string;
  more: string;
  record: string;
}

function rowsOf(source: LiveSource, {cost, rejoin, undercut, overcut, threat}: PitWindow): Row[] {
  const grades = new Map(gradesOf(source.events("predictions")).map((grade) => [grade.kind, grade]));
  const record = (kind: PredictionName) => recordOf(grades.get(kind));
  const name = (n: number) => source.session?.drivers.find((one) => one.car === n)?.name || `car ${n}`;
  const {low, high, value} = cost.expected;
  const {position, ahead, behind, traffic} = rejoin;
  const between = [
    ...(ahead && ahead.gapS < FAR_S ? [`${fixed(ahead.gapS, 1)} s behind ${name(ahead.car)}`] : []),
    ...(behind && behind.gapS < FAR_S ? [`${fixed(behind.gapS, 1)} s ahead of ${name(behind.car)}`] : []),
  ];
  const duel = (label: string, found: NextDuel | null, kind: PredictionName): Row[] =>
    found
      ? [
          {
            label: `${label} ${name(found.car)}`,
            value: percent(found.probability),
            more: `gap ${fixed(found.gapS, 1)} s`,
            record: kind === "undercut" ? `${record(kind)}; ${WEAK}` : record(kind),
          },
        ]
      : [];
  const place = position.low === position.high ? "" : `P${position.low} to P${position.high}`;
  return [
    {
      label: "a stop now costs",
      value: `${fixed(value, 1)} s`,
      more: `${fixed(low, 1)} to ${fixed(high, 1)}`,
      record: `${fromText(cost)}${recordText(record("pitLoss"))}`,
    },
    {
      label: "comes out",
      value: `P${position.value}`,
      more: place,
      record: [between.join(", "), record("rejoin")].filter(Boolean).join("; "),
    },
    {label: "traffic after it", value: percent(traffic), more: "", record: "a car less than 1.5 s ahead"},
    ...duel("undercut on", undercut, "undercut"),
    ...duel("overcut of", overcut, "overcut"),
    ...duel("undercut by", threat, "undercut"),
  ];
}

/** Brier scores of fifty simulated races, see docs/notes/predictions.md: said beside the number, because a probability looks like knowledge. */
const WEAK = "over fifty simulated races no better than the usual share (0.16 against 0.13)";

/** s: whole laps. */
const FAR_S = 500;

function fromText({from, n}: PitWindow["cost"]): string {
  if (from === "prior") return "published figures of other tracks, until a car has stopped";
  return `${counted(n, "stop")} of ${from}`;
}

const recordText = (text: string) => (text ? `; ${text}` : "");

function recordOf(grade: Grade | undefined): string {
  if (!grade?.n) return "not graded yet";
  const {brier, baselineBrier} = grade;
  const score = Number.isNaN(brier)
    ? ""
    : `, Brier score ${fixed(brier, 2)}, of the usual share ${fixed(baselineBrier, 2)}`;
  return `${gradeText(grade)}${score}`;
}

function noteOf({cheaperS, undercut, threat}: PitWindow, safetyCar: number, hasLap: boolean): string {
  const name = SAFETY_CARS[safetyCar];
  if (name) return `Behind the ${name} a stop costs ${fixed(cheaperS, 1)} s less; undercuts are not estimated.`;
  if (!hasLap) return "A stop at this moment; undercuts are estimated once a lap is finished.";
  return undercut || threat
    ? "Intervals and probabilities of a stop at this moment; the other car is taken to stop within three laps."
    : "Intervals and probabilities of a stop at this moment; nobody is within 5 s.";
}
