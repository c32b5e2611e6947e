import {compileAlertRules} from "../../src/core/alerts/alertProgram.js";
import {CarAlerts, initialCarAlerts} from "../../src/core/alerts/carAlerts.js";
import type {AlertRule} from "../../src/core/alerts/rule.js";
import {checkAlertRules, faultLine} from "../../src/core/alerts/ruleFile.js";
import {SessionAlerts} from "../../src/core/alerts/sessionAlerts.js";
import {createRow, rowIndex} from "../../src/core/channels/telemetryRow.js";
import type {StrategyAlert} from "../../src/core/messages/events.js";

const TIME = rowIndex("sessionTime");

/** A rule with its defaults; fails where it has a fault. */
export function alertRule(rule: Record<string, unknown>): AlertRule {
  const whole = {id: "r", title: "R", text: "{value} {unit} against {limit}", cars: "all", coolDownS: 0, ...rule};
  const {file, faults} = checkAlertRules({format: "lapbook-alerts", version: 1, rules: [whole]});
  if (faults.length > 0) throw new Error(faults.map(faultLine).join("\n"));
  return file.rules[0];
}

/** One car's samples under some rules; `drive` takes channel values by time. */
export function watchedCar(rules: readonly Record<string, unknown>[], {car = 0, player = 0, hz = 60} = {}) {
  const program = compileAlertRules(rules.map(alertRule));
  const alerts: StrategyAlert[] = [];
  const session = new SessionAlerts(program, (alert) => alerts.push(alert));
  session.setPlayer(player);
  const state = Float64Array.from(initialCarAlerts(program));
  const watched = new CarAlerts(session, car, state);
  const row = createRow();
  return {
    alerts,
    session,
    state,
    watched,
    /** Samples from one time up to before another, s; a channel that is absent is NaN. */
    drive(from: number, to: number, values: (time: number) => Record<string, number>): void {
      for (let i = Math.round(from * hz); i < Math.round(to * hz); i++) {
        row.fill(Number.NaN);
        row[TIME] = i / hz;
        const known = values(i / hz);
        for (const name in known) row[rowIndex(name)] = known[name];
        watched.sample(row);
      }
    },
  };
}
