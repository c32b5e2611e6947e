import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Prediction} from "../../core/messages/events.js";
import {type Grade, gradesOf, gradeText} from "../../core/strategy/predictions/gradesOf.js";
import {PREDICTION_KINDS, type PredictionName} from "../../core/strategy/predictions/kinds.js";
import {latestPredictions} from "../../core/strategy/predictions/latestPredictions.js";
import {predictedNumber, predictedText} from "../race/predictionText.js";
import {make} from "../ui/canvas.js";
import {counted, percent} from "../ui/format.js";
import type {TextPanel} from "./panel.js";
import {setText} from "./textCell.js";

/** Predictions that were graded before their interval is judged by a share. */
const FEWEST_GRADED = 3;

/** What the analyst expects of the chosen car, each with its 90 % interval and how good such predictions have been in this session. */
export function outlookPanel(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const list = make("dl", "pw-outlook");
  const none = make("p", "lb-muted");
  const element = make("div", "", list, none);
  let drawn = "";

  function update(): void {
    const all = source.events("predictions");
    const n = car();
    const key = `${n} ${all.length} ${all.at(-1)?.id} ${all.at(-1)?.graded} ${source.session?.id} ${source.eventsNote?.("predictions")}`;
    if (key === drawn) return;
    drawn = key;
    const grades = new Map(gradesOf(all).map((grade) => [grade.kind, grade]));
    const open = [...latestPredictions(all, n).values()].flatMap(({made, outcome}) => (outcome ? [] : [made]));
    const note = source.eventsNote?.("predictions");
    setText(
      none,
      note ? `Predictions: ${note}` : "Predictions begin in a race whose distance is known (F1), after its first laps.",
    );
    none.hidden = open.length > 0;
    list.replaceChildren(...open.map((one) => row(one, grades.get(one.kind as PredictionName))));
  }
  return {element, update};
}

function row(one: Prediction, grade: Grade | undefined): HTMLElement {
  const {label, isEvent} = {isEvent: false, ...PREDICTION_KINDS[one.kind as PredictionName]};
  const write = (value: number) => predictedNumber(one.kind, value);
  const value = make("b", "", isEvent ? percent(one.probability) : predictedText(one.kind, one.value));
  const interval = make("span", "lb-muted", ` ${write(one.low)} to ${write(one.high)}${isEvent ? " s ahead" : ""}`);
  const chance = isEvent || Number.isNaN(one.probability) ? "" : `, ${percent(one.probability)} likely`;
  const record = make("small", "lb-muted", recordText(grade, write));
  record.title = `model ${one.model}; the interval holds 90 % if the model is right`;
  return make("div", "", make("dt", "", label), make("dd", "", value, interval, chance, record));
}

/** "within one place in 14 of 17, off by 0.4, the simplest rule by 0.9" */
function recordText(grade: Grade | undefined, write: (value: number) => string): string {
  if (!grade || grade.n < FEWEST_GRADED)
    return grade?.n ? `${counted(grade.n, "prediction")} graded so far` : "not graded yet";
  const {error, baselineError} = grade;
  const baseline = Number.isFinite(baselineError) ? `, the simplest rule by ${write(baselineError)}` : "";
  return `${gradeText(grade)}, off by ${write(error)}${baseline}`;
}
