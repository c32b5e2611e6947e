import {expect, it} from "vitest";
import type {SessionEvent} from "../../../../src/core/archive/types.js";
import {eventWordsOf} from "../../../../src/core/games/eventWords.js";
import {createColumns} from "../../../../src/core/games/f1/decode.js";
import {layoutOf} from "../../../../src/core/games/f1/layout.js";
import {SessionChanges} from "../../../../src/core/games/f1/sessionChanges.js";
import {sessionMessage as messageOf} from "../../../../src/core/live/publish/sessionMessage.js";

const at = {sessionTime: 12.5};
const sessionMessage = (event: SessionEvent) => messageOf(event, eventWordsOf(2025));

it("sessionMessage(event) describes penalties, speed traps and collisions, with both cars", () => {
  const penalty = {penaltyType: 4, infringementType: 7, vehicleIdx: 3, otherVehicleIdx: 255, time: 5, lapNum: 2};
  expect(sessionMessage({...at, code: "PENA", car: 3, details: penalty})).toEqual({
    topic: "session-events",
    ...at,
    kind: "PENA",
    car: 3,
    otherCar: Number.NaN,
    lap: 2,
    text: "time penalty 5 s: corner cutting gained time",
    details: penalty,
  });
  const collision = {vehicle1Idx: 1, vehicle2Idx: 9};
  expect(sessionMessage({...at, code: "COLL", car: 1, details: collision})).toMatchObject({car: 1, otherCar: 9});
  const trap = {speed: 331.24, isOverallFastestInSession: 1, isDriverFastestInSession: 1};
  expect(sessionMessage({...at, code: "SPTP", car: 1, details: trap})?.text).toBe(
    "speed trap 331.2 km/h, fastest of the session",
  );
  expect(sessionMessage({...at, code: "FTLP", car: 1, details: {lapTime: 83.4567}})?.text).toBe(
    "fastest lap, 1:23.457",
  );
  expect(sessionMessage({...at, code: "SCAR", details: {safetyCarType: 2, eventType: 1}})?.text).toBe(
    "virtual safety car returning",
  );
});

it("sessionMessage(event) is null for buttons and slow speed traps, and shows an unknown code as it is", () => {
  expect(sessionMessage({...at, code: "BUTN", details: {buttonStatus: 1}})).toBeNull();
  expect(sessionMessage({...at, code: "SPTP", car: 1, details: {speed: 100}})).toBeNull();
  expect(sessionMessage({...at, code: "XYZW"})?.text).toBe("XYZW");
});

it("SessionChanges reports changes of weather, safety car and yellow sectors only", () => {
  const c = createColumns(layoutOf(2025, 1)!);
  const changes = new SessionChanges();
  c.trackLength[0] = 5000;
  c.sector2LapDistanceStart[0] = 1500;
  c.sector3LapDistanceStart[0] = 3500;
  c.numMarshalZones[0] = 2;
  c.marshalZoneStart.set([0.1, 0.4]);
  expect(changes.next(c, 1)).toEqual([]);
  c.marshalZoneFlag[1] = 3;
  c.weather[0] = 3;
  const told = changes.next(c, 2);
  expect(told.map((event) => sessionMessage(event)?.text)).toEqual(["weather: light rain", "sector 2: yellow flag"]);
  expect(changes.next(c, 3)).toEqual([]);
  c.marshalZoneFlag[1] = 1;
  c.safetyCarStatus[0] = 1;
  expect(changes.next(c, 4).map((event) => sessionMessage(event)?.text)).toEqual(["safety car out", "sector 2: clear"]);
});

it("SessionChanges reports the race distance once, and a forecast when a probability of rain moves by five points", () => {
  const c = createColumns(layoutOf(2025, 1)!);
  const changes = new SessionChanges();
  c.sessionType[0] = 15;
  c.totalLaps[0] = 52;
  c.numWeatherForecastSamples[0] = 3;
  // the third is of another session of the weekend
  c.forecastSessionType.set([15, 15, 1]);
  c.forecastTimeOffset.set([0, 15, 5]);
  c.forecastRainPercentage.set([0, 0, 90]);
  const of = (time: number) => changes.next(c, time).map((event) => sessionMessage(event));
  expect(of(1)).toMatchObject([{kind: "raceLaps", text: "race over 52 laps", details: {laps: 52}}]);
  c.forecastRainPercentage[1] = 4;
  expect(of(2)).toEqual([]);
  c.forecastRainPercentage[1] = 20;
  expect(of(3)).toMatchObject([
    {kind: "forecast", text: "rain forecast: 0 % in 0 min, 20 % in 15 min", details: {in0: 0, in15: 20}},
  ]);
  c.forecastRainPercentage[1] = 24;
  expect(of(4)).toEqual([]);
});

it("sessionMessage(event) without words has the code as its text", () => {
  expect(messageOf({...at, code: "penalty", car: 2, details: {penalty: 1}})).toMatchObject({text: "penalty", car: 2});
});
