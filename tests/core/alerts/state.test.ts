import {describe, expect, it} from "vitest";
import {compileAlertRules} from "../../../src/core/alerts/alertProgram.js";
import {alertsUntil} from "../../../src/core/alerts/alertsUntil.js";
import {Analyst} from "../../../src/core/analyst/analyst.js";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {createRow, OVERALL_FRAME, rowIndices, type TelemetryRow} from "../../../src/core/channels/telemetryRow.js";
import {archivedAlerts} from "../../../src/core/live/timeline/archivedAlerts.js";
import {plainMessage, type StrategyAlert} from "../../../src/core/messages/events.js";
import {disturb} from "../../../src/core/sim/faults/disturb.js";
import {assemble, batchOf, f1Stream} from "../../support/f1Stream.js";
import {seeded} from "../../support/seeded.js";
import {alertRule} from "../../support/watchedCar.js";
import {watchAlerts} from "../../support/watchedRace.js";

const AT = rowIndices("sessionTime car frame lapNumber brakeTempFlC pitStatus");
const RULES = [
  {id: "hot", kind: "threshold", value: "brakeTemp.fl", unit: "°C", above: 1000, forS: 0.5, coolDownS: 6},
  {id: "jump", kind: "rate", value: "brakeTemp.fl", unit: "°C", above: 100, overS: 1},
  {id: "sc", kind: "safetyCar", text: "{words}"},
];
const program = compileAlertRules(RULES.map(alertRule));

/** One car at 20 Hz, hot from 3 to 5 s of every 8. */
const samples = Array.from({length: 600}, (_, i): TelemetryRow => {
  const row = createRow();
  row[AT.sessionTime] = i / 20;
  row[AT.car] = 2;
  row[AT.frame] = row[OVERALL_FRAME] = i;
  row[AT.lapNumber] = 1;
  row[AT.brakeTempFlC] = (i / 20) % 8 >= 3 && (i / 20) % 8 < 5 ? 1100 : 500;
  return row;
});

function told(analyst: Analyst): StrategyAlert[] {
  return analyst.drain().flatMap(({event}) => (event.topic === "strategy-alerts" ? [event] : []));
}

function alertsOf(rows: readonly TelemetryRow[], rules = program): StrategyAlert[] {
  const analyst = new Analyst({rules});
  for (const row of rows) analyst.sample("s", row);
  analyst.end("s");
  return told(analyst);
}

const whole = alertsOf(samples);

describe("the state of alerts", () => {
  it("gives each cause once", () => {
    const of = (rule: string) => whole.filter((alert) => alert.rule === rule).map(({fromTime}) => Math.round(fromTime));
    expect(of("hot")).toEqual([3, 11, 19, 27]);
    expect(of("jump")).toEqual([2, 10, 18, 26]);
  });

  it("continues from a snapshot at any moment as if it had never stopped", () => {
    for (let stop = 0; stop < samples.length; stop += 73) {
      const first = new Analyst({rules: program});
      for (const row of samples.slice(0, stop)) first.sample("s", row);
      first.message("s", plainMessage({kind: "safetyCar", sessionTime: 1, text: "", details: {to: 1}}));
      const before = told(first);
      const second = Analyst.restore(first.snapshot(), {rules: program});
      second.message("s", plainMessage({kind: "safetyCar", sessionTime: 2, text: "", details: {to: 1}}));
      for (const row of samples.slice(stop)) second.sample("s", row);
      second.end("s");
      const all = [...before, ...told(second)].sort((a, b) => a.sessionTime - b.sessionTime);
      expect(all.filter(({rule}) => rule === "sc")).toHaveLength(1);
      expect(
        all.filter(({rule}) => rule !== "sc"),
        `stopped at ${stop}`,
      ).toEqual(whole);
    }
  });

  it("is the same under disorder and second copies, and identical alerts have one identity", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const places = disturb(samples.length, seeded(seed), {reorder: 0.1, duplicate: 0.05, distance: 7});
      expect(alertsOf(places.map((i) => samples[i]))).toEqual(whole);
    }
  });

  it("goes back with a flashback: what is driven again is told again, whatever was told before", () => {
    // from 12.5 s back to 9 s
    const again = samples.slice(180).map((row, i) => {
      const copy = row.slice();
      copy[OVERALL_FRAME] = 250 + i;
      return copy;
    });
    const alerts = alertsOf([...samples.slice(0, 250), ...again]);
    const hot = alerts.filter(({rule}) => rule === "hot").map(({fromTime}) => Math.round(fromTime));
    expect(hot).toEqual([3, 11, 11, 19, 27]);
  });

  it("goes on with the rules that are there unchanged when others come and go, also after a flashback to before that", () => {
    const more = [{...RULES[0], id: "other", above: 900}, ...RULES].map(alertRule);
    const changed = compileAlertRules(more);
    const again = samples.slice(180).map((row, i) => {
      const copy = row.slice();
      copy[OVERALL_FRAME] = 250 + i;
      return copy;
    });
    const driven = [...samples.slice(0, 250), ...again];
    const expected = alertsOf(driven);
    for (const at of [100, 240, 260]) {
      const analyst = new Analyst({rules: program});
      for (const [i, row] of driven.entries()) {
        if (i === at) analyst.setRules(changed);
        analyst.sample("s", row);
      }
      analyst.end("s");
      expect(
        told(analyst).filter(({rule}) => rule !== "other"),
        `changed at ${at}`,
      ).toEqual(expected);
    }
  });

  it("begins anew with other rules, also from a snapshot of the earlier ones; laps and sessions go on", () => {
    const other = compileAlertRules([alertRule({...RULES[0], above: 900})]);
    const analyst = new Analyst({rules: program});
    for (const row of samples.slice(0, 100)) analyst.sample("s", row);
    told(analyst);
    const restored = Analyst.restore(analyst.snapshot(), {rules: other});
    analyst.setRules(other);
    for (const one of [analyst, restored]) {
      for (const row of samples.slice(100)) one.sample("s", row);
      one.end("s");
      const alerts = told(one);
      expect(alerts.map(({rule, fromTime}) => [rule, Math.round(fromTime)])).toEqual([
        ["hot", 11],
        ["hot", 19],
        ["hot", 27],
      ]);
      expect(new Set(alerts.map(({ruleVersion}) => ruleVersion)).size).toBe(1);
      expect(alerts[0].ruleVersion).not.toBe(whole[0].ruleVersion);
    }
  });
});

describe("archivedAlerts(session, samples, rules)", () => {
  it("gives the alerts of the running session", async () => {
    const sent = f1Stream({
      cars: [
        {car: 0, lapTimesMs: [4003, 3504, 3404]},
        {car: 3, lapTimesMs: [3705, 3906, 3302]},
      ],
      seconds: 14,
    });
    const rules = compileAlertRules(
      [
        {id: "half", kind: "threshold", value: "lapDistance", unit: "m", above: 2500, forS: 0.3},
        {id: "own", kind: "best", text: "{value}"},
        {id: "fastest", kind: "best", of: "session", text: "{value}"},
      ].map(alertRule),
    );
    const live = watchAlerts([batchOf(sent)], rules, 0).alerts;
    const [{session, laps, samples: tables}] = assemble(sent);
    const files = laps.map((lap) => ({...lap, file: tables.has(`${lap.car}/${lap.lap}`) ? "x" : null}));
    const samplesOf = async ({car, lap}: {car: number; lap: number}) =>
      readSamples(encodeSamples(tables.get(`${car}/${lap}`)!));
    const archived = await archivedAlerts({session, laps: files}, samplesOf, rules);
    const sorted = (alerts: StrategyAlert[]) =>
      alerts.toSorted((a, b) => a.car - b.car || a.rule.localeCompare(b.rule) || a.sessionTime - b.sessionTime);
    expect(live.length).toBeGreaterThan(8);
    expect(sorted(archived)).toEqual(sorted(live));
    // lap times that no sample tells are the archive's
    const untold = files.map((lap) => ({...lap, endTime: lap.endTime! + 0.5, lap: lap.lap + 10}));
    const own = await archivedAlerts({session, laps: untold}, (lap) => samplesOf({...lap, lap: lap.lap - 10}), rules);
    expect(
      own
        .filter(({rule}) => rule === "own")
        .map(({text}) => text)
        .sort(),
    ).toEqual(["3.302", "3.404", "3.504"]);
  });
});

describe("alertsUntil(alerts, time)", () => {
  const alert = (rule: string, sessionTime: number, severity: StrategyAlert["severity"], car = 1): StrategyAlert => ({
    ...whole[0],
    ...{rule, sessionTime, severity, car},
  });
  it("lists each rule and car once, the fresh and urgent first, nothing from the future", () => {
    const alerts = [
      alert("a", 10, "info"),
      alert("b", 40, "critical"),
      alert("a", 95, "info"),
      alert("c", 98, "info"),
      alert("d", 90, "warning", Number.NaN),
      alert("e", 101, "critical"),
      alert("f", 20, "warning", 2),
    ];
    const list = (options?: Parameters<typeof alertsUntil>[2]) =>
      alertsUntil(alerts, 100, options).map(
        ({alert: {rule}, times, isFresh}) => `${rule}${times}${isFresh ? "!" : ""}`,
      );
    expect(list()).toEqual(["b1!", "d1!", "c1!", "a2!", "f1"]);
    expect(list({car: 1, from: "warning"})).toEqual(["b1!", "d1!"]);
    expect(alertsUntil(alerts, 5)).toEqual([]);
  });
});
