import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import type {Prediction} from "../../core/messages/events.js";
import {type Grade, gradesOf, gradeText} from "../../core/strategy/predictions/gradesOf.js";
import {PREDICTION_KINDS, type PredictionName} from "../../core/strategy/predictions/kinds.js";
import {cornersOf} from "../../core/track/corners.js";
import {placeOnLap} from "../../core/track/placeOnLap.js";
import {trackIdentity} from "../../core/track/trackKey.js";
import {alertTable, severityMark} from "../alerts/alertTable.js";
import {fetchKeptEvents} from "../live/keptEvents.js";
import {pageLink} from "../ui/archive.js";
import {dataTable} from "../ui/dataTable.js";
import {percent} from "../ui/format.js";
import {knownTrack} from "../ui/knownTrack.js";
import {settled} from "../ui/states.js";
import {predictedNumber, predictedText} from "./predictionText.js";

/** What the analyst says about a race while it runs, from its archive: alerts by the present rules, predictions with their grades. Read when it is opened. */
export function raceRecord(
  {session}: ArchivedSession,
  {
    car,
    events = fetchKeptEvents,
    track = knownTrack,
  }: {
    car: number | null;
    /** replaced in tests */
    events?: typeof fetchKeptEvents;
    track?: typeof knownTrack;
  },
): HTMLElement {
  const alerts = async () => {
    const [found, known] = await Promise.all([
      events(session.id, "strategy-alerts"),
      track(trackIdentity(session)).catch(() => null),
    ]);
    const corners = known ? cornersOf(known).list : [];
    const rules = html<HTMLElement>`<a href=${pageLink("alerts", {session: session.id})}>rules</a>`;
    if (found.length === 0) return html<HTMLElement>`<p class="lb-muted">No alert by the present ${rules}.</p>`;
    const table = alertTable(found, session, {
      label: "alerts of the race",
      placeOf: (m) => placeOnLap(corners, m),
      ruleCell: (one) =>
        html<HTMLElement>`<span>${severityMark(one)}<a href=${pageLink("alerts", {rule: one.rule})}>${one.title}</a></span>`,
    });
    return html<HTMLElement>`<div><p class="lb-muted">By the present ${rules}: what they say now, which may differ from what was said then.</p>${table}</div>`;
  };
  const isAnnounced = session.events.some(({code}) => code === "raceLaps");
  return html<HTMLElement>`<div class="lb-race-record">
    ${part("Alerts", "reading the laps …", alerts)}
    ${part("Predictions and their grades", "predicting the race …", async () =>
      predictionTables(await events(session.id, "predictions"), {car, isAnnounced}),
    )}
  </div>`;
}

/** Read when it is opened first: it rests on all laps of the race. */
function part(title: string, loading: string, load: () => Promise<Node>): HTMLElement {
  const details = html<HTMLDetailsElement>`<details class="lb-record-part"><summary><h2>${title}</h2></summary></details>`;
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(settled(load(), (found) => found, {loading}));
  });
  return details;
}

function predictionTables(
  all: readonly Prediction[],
  {car, isAnnounced}: {car: number | null; isAnnounced: boolean},
): HTMLElement {
  const known = all.filter(({kind}) => kind in PREDICTION_KINDS);
  if (known.length === 0)
    return html<HTMLElement>`<p class="lb-muted">Nothing could be predicted: that needs a race, and samples of two laps.</p>`;
  const guess = isAnnounced
    ? ""
    : " The recording announces no race distance; the laps that were driven are taken for it, which nobody knew then.";
  const own = known.filter((one) => one.graded && (car === null || one.car === car));
  return html<HTMLElement>`<div>
    <p class="lb-muted">Each was written down before the event, with a 90 % interval, and graded after it; of all cars. Errors are medians, the simplest rule's beside them.${guess}</p>
    ${gradeTable(gradesOf(known))}
    ${own.length && car !== null ? html`<h3>Of the chosen driver</h3>${ownTable(own)}` : ""}
  </div>`;
}

function gradeTable(grades: readonly Grade[]): HTMLElement {
  const error = (key: "error" | "baselineError", label: string) => ({
    ...{key, label, number: true, value: (one: Grade) => one[key]},
    cell: (one: Grade) => (Number.isFinite(one[key]) ? errorText(one.kind, one[key]) : "–"),
  });
  return dataTable(grades, {
    label: "grades of the predictions",
    columns: [
      {key: "kind", label: "prediction", cell: ({kind}) => PREDICTION_KINDS[kind].label},
      {key: "n", label: "graded", number: true, value: ({n}) => n},
      {key: "words", label: "grade", cell: gradeText},
      error("error", "error"),
      error("baselineError", "simplest rule"),
      {key: "ungraded", label: "not graded", number: true, value: ({ungraded}) => ungraded},
    ],
  });
}

function ownTable(own: readonly Prediction[]): HTMLElement {
  const labelOf = ({kind}: Prediction) => PREDICTION_KINDS[kind as PredictionName].label;
  return dataTable(own, {
    ...{label: "predictions of the chosen driver", most: 60, sort: "lap"},
    search: labelOf,
    columns: [
      {key: "lap", label: "in lap", number: true, value: ({lap}) => lap},
      {key: "kind", label: "prediction", value: labelOf},
      {
        key: "value",
        label: "predicted",
        number: true,
        cell: ({kind, value, probability}) =>
          [predictedText(kind, value), ...(Number.isNaN(probability) ? [] : [percent(probability)])].join(", "),
      },
      {
        ...{key: "interval", label: "90 % interval"},
        cell: ({kind, low, high}) => `${predictedNumber(kind, low)} to ${predictedNumber(kind, high)}`,
      },
      {
        ...{key: "outcome", label: "outcome", number: true},
        cell: ({kind, outcome}) => (Number.isFinite(outcome) ? predictedText(kind, outcome) : "–"),
      },
      {key: "grade", label: "", cell: ({because, inside}) => because || (inside ? "inside" : "outside")},
    ],
  });
}

/** An error in the unit of its kind: of lap times in seconds. */
function errorText(kind: PredictionName, error: number): string {
  const {unit} = PREDICTION_KINDS[kind];
  if (unit === "ms") return `${(error / 1000).toFixed(3)} s`;
  return `${predictedNumber(kind, error)} ${unit === "place" ? "places" : unit === "lap" ? "laps" : unit}`;
}
