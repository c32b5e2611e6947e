import {describe, expect, it} from "vitest";
import {Analyst} from "../../../src/core/analyst/analyst.js";
import {predictRace} from "../../../src/core/analyst/predictRace.js";
import type {SessionEvent} from "../../../src/core/archive/types.js";
import {createRow, OVERALL_FRAME, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {LapArchive} from "../../../src/core/laps/open/lapArchive.js";
import {type Prediction, plainMessage} from "../../../src/core/messages/events.js";
import {eventKey} from "../../../src/core/messages/topics.js";
import {groupBy} from "../../../src/core/signal/groupBy.js";
import {gradesOf} from "../../../src/core/strategy/predictions/gradesOf.js";
import {UNDONE} from "../../../src/core/strategy/predictions/kinds.js";
import {latestPredictions, pitCostNow} from "../../../src/core/strategy/predictions/latestPredictions.js";
import {count} from "../../support/long.js";
import {lapRow, sessionFile} from "../../support/session.js";
import {type RaceRecord, RECORDED, raceRecords, rowOf} from "../../support/simulatedRaceRows.js";

/** Seeds of short races; a long run judges fifty of twelve laps. */
const RACES = count(1, 50);
const OPTIONS = {laps: count(7, 12), cars: count(8, 12), track: "spielberg", calls: []};

const drive = (seed: number) => [...raceRecords({...OPTIONS, seed}, 4)];

const FRAME = rowIndex("frame");

/** What an analyst predicts; `stop`: it is saved there and another one goes on. */
function predict(records: readonly RaceRecord[], stop = -1, earlier: readonly number[] = []): Prediction[] {
  let analyst = new Analyst();
  const row = createRow();
  const found: Prediction[] = [];
  let [frame, overall] = [Number.NaN, 0];
  const drain = () => {
    for (const {event} of analyst.drain()) if (event.topic === "predictions") found.push(event);
  };
  records.forEach((record, i) => {
    if (i === stop) {
      drain();
      analyst = Analyst.restore(analyst.snapshot());
      // the archive may have changed meanwhile
      if (earlier.length) analyst.setEarlierLosses("s", [10]);
    }
    if (i === 1 && earlier.length) analyst.setEarlierLosses("s", earlier);
    if (record.type === "message") analyst.message("s", record.message);
    else {
      rowOf(record.values, row);
      // a flashback sets back the frame number only
      if (row[FRAME] !== frame) overall++;
      frame = row[FRAME];
      row[OVERALL_FRAME] = overall;
      analyst.sample("s", row);
    }
  });
  analyst.end("s");
  drain();
  return found;
}

/** Graded predictions of a kind that are judged: duels through the stops are few. */
const FEWEST = 10;
/** Session time that a flashback returns to, just before most cars finish a lap; s driven beyond it in vain. */
const AT_S = 137;
const UNDONE_S = 16;

/** The sample as it was before a flashback: all cars come in on wet tyres, one stops for good. */
function inVain(values: readonly number[]): RaceRecord {
  const row = [...values];
  const at = (name: (typeof RECORDED)[number]) => RECORDED.indexOf(name);
  const s = row[at("sessionTime")] - AT_S;
  row[at("fuelMass")] -= 3;
  row[at("tyreCompound")] = 8;
  if (s > 3 && s < 12) row[at("pitStatus")] = 1;
  if (s > 13 && row[at("car")] === 2) row[at("driverStatus")] = 0;
  return {type: "row", values: row};
}

const race = drive(3);
const predictions = predict(race);

describe("predictions of a race", () => {
  const made = predictions.filter(({graded}) => !graded);
  const graded = predictions.filter((one) => one.graded);

  it("are written before the event, once, and graded after it, once, with the same numbers", () => {
    expect(new Set(predictions.map(eventKey)).size).toBe(predictions.length);
    expect(graded.map(({id}) => id).sort()).toEqual(made.map(({id}) => id).sort());
    for (const one of graded) {
      const before = made.find(({id}) => id === one.id)!;
      expect(one.sessionTime).toBeGreaterThanOrEqual(before.sessionTime);
      const {value, low, high, baseline, madeAt, model} = before;
      expect(one).toMatchObject({value, low, high, baseline, madeAt, model});
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
      if (one.because) expect(one.outcome).toBeNaN();
      else expect(one.error).toBeCloseTo(value - one.outcome, 9);
    }
  });

  it("have outcomes that the race had: lap times of the game, places after stops", () => {
    const laps = graded.filter(({kind, outcome}) => kind === "lapTime" && outcome > 0);
    expect(laps.length).toBeGreaterThan(10);
    const official = new Set<string>();
    const places = new Set<number>();
    for (const record of race) {
      if (record.type === "message") continue;
      const [, car, , lap, , lastMs, , , position] = record.values;
      official.add(`${car}/${lap - 1}/${lastMs}`);
      places.add(position);
    }
    for (const {car, lap, outcome} of laps) expect(official).toContain(`${car}/${lap}/${outcome}`);
    const stops = graded.filter(({kind}) => kind === "rejoin");
    expect(stops.length).toBeGreaterThan(3);
    for (const {outcome} of stops) expect(places).toContain(outcome);
    // the pit lane of the simulator costs about 20 s
    for (const {outcome} of graded.filter(({kind}) => kind === "pitLoss")) expect(outcome).toBeGreaterThan(10);
  });

  it("are the same after a restart from a snapshot, and with the cars in another order", () => {
    expect(predict(race, Math.floor(race.length / 2))).toEqual(predictions);
    const frames = groupBy(race, (one) => (one.type === "row" ? one.values[0] : one.message.sessionTime));
    const turned = [...frames.values()].flatMap((frame) => [
      ...frame.filter(({type}) => type === "message"),
      ...frame.filter(({type}) => type === "row").reverse(),
    ]);
    const sorted = (list: readonly Prediction[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(predict(turned))).toEqual(sorted(predictions));
  });

  it("begin with the losses of earlier sessions, where these are known, and after a restart too", () => {
    const firstStop = (all: readonly Prediction[]) => all.find(({kind}) => kind === "pitLoss")!;
    const planted = predict(race, -1, [33.9, 34, 34.1, 34]);
    expect(firstStop(predictions).value).toBeLessThan(25);
    expect(firstStop(planted).value).toBeGreaterThan(30);
    expect(firstStop(planted).high - firstStop(planted).low).toBeLessThan(
      firstStop(predictions).high - firstStop(predictions).low,
    );
    const before = race.findIndex((one) => one.type === "row" && one.values[0] > firstStop(planted).madeAt - 5);
    expect(predict(race, before, [33.9, 34, 34.1, 34])).toEqual(planted);
  });

  it("are the same from an archive of the race as while it ran", async () => {
    const rows = race.flatMap((record) => (record.type === "row" ? [record.values] : []));
    const laps = groupBy(rows, ([, car, , lap]) => `${car}/${lap}`);
    const archive: LapArchive = {
      session: () => Promise.reject(new Error("not read")),
      tracks: () => Promise.reject(new Error("not read")),
      async samples(_, {file}) {
        const own = laps.get(file!)!;
        const values = (name: string) => Float64Array.from(own, (one) => one[RECORDED.indexOf(name as never)]);
        return {rows: own.length, names: RECORDED, has: (name) => RECORDED.includes(name as never), values};
      },
    };
    const listed = [...laps.keys()].map((file) => lapRow({car: +file.split("/")[0], lap: +file.split("/")[1], file}));
    const events = race.flatMap((record) =>
      record.type === "message"
        ? [{code: record.message.kind, sessionTime: record.message.sessionTime, details: record.message.details}]
        : [],
    );
    // what a flashback took back is no more in the archive's samples
    const undone: SessionEvent[] = [
      {code: "safetyCar", sessionTime: 200, details: {from: 0, to: 1}},
      {code: "FLBK", sessionTime: 201, details: {flashbackSessionTime: 150}},
    ];
    const found = await predictRace(archive, sessionFile("s", {events: [...events, ...undone]}), listed);
    const text = (list: readonly Prediction[]) => list.map((one) => JSON.stringify(one));
    expect(text(found.predictions)).toEqual(text(predictions));
    expect(found).toMatchObject({laps: OPTIONS.laps, isGuessed: false});
    expect((await predictRace(archive, sessionFile("s", {type: "time trial", events: []}), listed)).laps).toBeNull();
  });

  it("have undercuts and overcuts of two cars, decided once both have stopped, as places and Brier score show", () => {
    const duels = graded.filter(({kind, outcome}) => /cut$/.test(kind) && Number.isFinite(outcome));
    expect(duels.length).toBeGreaterThan(1);
    for (const one of duels) {
      const {car, otherCar, madeAt, sessionTime, outcome} = one;
      const stops = graded.filter(({kind, car: of}) => kind === "pitLoss" && (of === car || of === otherCar));
      const both = stops.filter((stop) => stop.madeAt >= madeAt && stop.sessionTime <= sessionTime);
      expect(new Set(both.map(({car: of}) => of)).size).toBe(2);
      // the game's order of both cars then
      const then = race.filter(({type}, i) => type === "row" && race[i].type === "row");
      const places = [car, otherCar].map((of) => {
        const row = then.find((r) => r.type === "row" && r.values[1] === of && r.values[0] >= sessionTime);
        return row?.type === "row" ? row.values[8] : Number.NaN;
      });
      if (Math.abs(outcome) > 1) expect(places[0] < places[1]).toBe(outcome > 0);
    }
    const [grade] = gradesOf(duels.map((one) => ({...one, kind: "undercut"})));
    const square = duels.map(({probability, outcome}) => (probability - Number(outcome > 0)) ** 2);
    expect(grade.brier).toBeCloseTo(square.reduce((sum, one) => sum + one, 0) / square.length, 12);
  });

  it("latestPredictions(predictions, car) has the last of each kind, with its outcome once it is known", () => {
    const {car} = predictions.find(({kind}) => kind === "pitLoss")!;
    const upTo = (end: number) => latestPredictions(predictions.slice(0, end), car).get("pitLoss");
    const at = predictions.findIndex((one) => one.kind === "pitLoss" && one.car === car);
    const done = predictions.findIndex((one) => one.id === predictions[at].id && one.graded);
    expect(upTo(at)).toBeUndefined();
    expect(upTo(at + 1)).toEqual({made: predictions[at], outcome: null});
    expect(upTo(done + 1)?.outcome).toBe(predictions[done]);
    const cost = pitCostNow(predictions);
    expect(cost.from).toBe("this session");
    expect(pitCostNow(predictions, 2).loss.mean).toBeLessThan(cost.loss.mean - 2);
  });

  it("are those of the race without the flashback: what it took back is open again, or said to be undone", () => {
    const times = race.map((record) => (record.type === "row" ? record.values[0] : record.message.sessionTime));
    const start = race.findIndex(({type}, i) => type === "row" && times[i] >= AT_S);
    const undone = race.slice(start).filter((_, i) => times[start + i] < AT_S + UNDONE_S);
    const branch = undone.flatMap((record) => (record.type === "row" ? [inVain(record.values)] : []));
    const announced = plainMessage({kind: "safetyCar", sessionTime: AT_S + 2, text: "", details: {from: 0, to: 1}});
    const records: RaceRecord[] = [
      ...race.slice(0, start),
      ...[{type: "message", message: announced} as const, ...branch],
      ...race.slice(start),
    ];
    const known = (list: readonly Prediction[]) => {
      const last = new Map<string, string>();
      for (const one of list) {
        if (one.because === UNDONE) last.delete(one.id);
        else if (one.graded || !last.get(one.id)?.includes('"graded":true')) last.set(one.id, JSON.stringify(one));
      }
      return Object.fromEntries(last);
    };
    const found = predict(records);
    // what was driven in vain was predicted, and graded
    expect(found.filter(({because}) => because === UNDONE).length).toBeGreaterThan(8);
    expect(known(found)).toEqual(known(predictions));
    expect(gradesOf(found)).toEqual(gradesOf(predictions));
    // saved in the middle of what is taken back
    expect(predict(records, start + 1 + (branch.length >> 1))).toEqual(found);
  });

  it("are none where no race distance is announced", () => {
    expect(predict(race.filter(({type}) => type === "row").slice(0, 20_000))).toEqual([]);
  });
});

it(
  `gradesOf(predictions): of ${RACES} simulated ${RACES > 1 ? "races" : "race"}, intervals of 90 % hold what happened about as often`,
  () => {
    const all = [...predictions];
    for (let seed = 4; seed < 3 + RACES; seed++)
      for (const one of predict(drive(seed))) all.push({...one, id: `${seed} ${one.id}`});
    const grades = new Map(gradesOf(all).map((grade) => [grade.kind, grade]));
    expect([...grades.keys()]).toEqual(expect.arrayContaining(["fuel", "lapTime", "pitLoss", "rejoin", "stop"]));
    for (const {kind, n, inside, coverage, error, baselineError} of grades.values()) {
      if (n < FEWEST) continue;
      expect(inside / n).toBe(coverage);
      // of few predictions the share scatters
      const slack = 2.5 * Math.sqrt((0.9 * 0.1) / n);
      expect(coverage, kind).toBeGreaterThan(0.85 - (RACES > 1 ? 0 : slack));
      // places and laps are whole numbers: their intervals hold more
      expect(coverage, kind).toBeLessThan(kind === "stop" || RACES === 1 ? 1.01 : 0.95);
      expect(error, kind).toBeLessThanOrEqual(baselineError * (RACES > 1 ? 1.1 : 2) + 0.01);
    }
  },
  count(30_000, 1_800_000),
);
