import {html} from "npm:htl";
import {type AlertMoment, lapMoment, wallMoment} from "../../core/alerts/alertMoment.js";
import type {SessionFile} from "../../core/archive/types.js";
import type {StrategyAlert} from "../../core/messages/events.js";
import {pageLink} from "../ui/archive.js";
import {dataTable} from "../ui/dataTable.js";
import {clockTime} from "../ui/format.js";

export interface AlertTableOptions {
  /** name of the table, for screen readers */
  label: string;
  /** names a place on the lap, m */
  placeOf: (m: number) => string;
  /** what a rule's title leads to */
  ruleCell: (alert: StrategyAlert) => Node;
}

/** Alerts of an archived session: the time leads to the pit wall at that moment, the lap to its traces at that place. */
export function alertTable(
  alerts: readonly StrategyAlert[],
  {id, drivers}: Pick<SessionFile, "id" | "drivers">,
  {label, placeOf, ruleCell}: AlertTableOptions,
): HTMLElement {
  const driverOf = (car: number) =>
    Number.isNaN(car) ? "" : drivers.find((one) => one.car === car)?.name || `car ${car}`;
  const link = (text: string, {page, params}: AlertMoment) => {
    const href = pageLink(page, params);
    return href ? html<HTMLElement>`<a href=${href}>${text}</a>` : text;
  };
  return dataTable(alerts, {
    ...{label, most: 300},
    search: (one) => `${one.title} ${one.text} ${driverOf(one.car)} ${one.rule}`,
    columns: [
      {
        ...{key: "time", label: "time", value: (one) => one.sessionTime, number: true},
        cell: (one) => link(clockTime(one.sessionTime), wallMoment(id, one)),
      },
      {
        ...{key: "lap", label: "lap", value: (one) => one.lap, number: true},
        cell: (one) => {
          const moment = lapMoment(id, one);
          return moment ? link(String(one.lap), moment) : "–";
        },
      },
      {key: "place", label: "place", value: (one) => one.lapDistance, cell: (one) => placeText(one, placeOf)},
      {key: "driver", label: "driver", value: (one) => driverOf(one.car), optional: true},
      {key: "rule", label: "rule", value: (one) => one.title, cell: ruleCell},
      {key: "text", label: "words", cell: (one) => one.text},
    ],
  });
}

/** A mark of an alert's severity, by shape and colour. */
export function severityMark({severity}: Pick<StrategyAlert, "severity">): HTMLElement {
  return html<HTMLElement>`<span class=${`lb-severity lb-${severity}`} title=${severity}></span>`;
}

/** "1,822 m, turn 4" */
function placeText({lapDistance}: StrategyAlert, placeOf: (m: number) => string): string {
  if (Number.isNaN(lapDistance)) return "–";
  return [`${Math.round(lapDistance).toLocaleString("en")} m`, placeOf(lapDistance)].filter(Boolean).join(", ");
}
