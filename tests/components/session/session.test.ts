// @vitest-environment jsdom
import {expect, it} from "vitest";
import {lapNotes, lapTable} from "../../../src/components/laps/lapTable.js";
import {driverRows} from "../../../src/components/session/driverTable.js";
import {eventList, spacedWords} from "../../../src/components/session/eventList.js";
import {stintBars} from "../../../src/components/session/stintChart.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {BestTimes} from "../../../src/core/laps/bests.js";
import {lapRow} from "../fakeSession.js";

const session = {id: "s"} as SessionFile;

it("the lap table strikes out invalid times, marks the best, and has notes", () => {
  const laps = [
    lapRow(),
    lapRow({lap: 2, lapTimeMs: 80_000, valid: false}),
    lapRow({lap: 3, lapTimeMs: null, complete: false}),
  ];
  const root = lapTable(session, laps);
  const [first, second, third] = root.querySelectorAll("tbody tr");
  expect(first.querySelector(".lb-best")?.textContent).toBe("1:30.000");
  expect(second.querySelector(".lb-struck")?.textContent).toBe("1:20.000");
  expect(second.textContent).toContain("invalid");
  expect(third.textContent).toContain("not finished");
});

it("checked laps make the link to compare", () => {
  const root = lapTable(session, [lapRow(), lapRow({lap: 2}), lapRow({lap: 3, file: null, samples: 0})]);
  document.body.append(root); // a box that stands in no document tells nobody of its change
  const link = root.querySelector<HTMLAnchorElement>("a.lb-button")!;
  expect(link.hasAttribute("href")).toBe(false);
  const boxes = root.querySelectorAll<HTMLInputElement>("input[type=checkbox]");
  expect(boxes[2].disabled).toBe(true);
  // the first cell stays in sight on a phone
  expect([...boxes].map((box) => box.closest("tr")!.firstElementChild!.textContent)).toEqual(["1", "2", "3"]);
  expect(boxes[0].closest("td")).toBe(boxes[0].closest("tr")!.firstElementChild);
  boxes[0].click();
  boxes[1].click();
  expect(link.href).toMatch(/laps\.html\?laps=s:0:1,s:0:2$/);
  expect(link.textContent).toBe("Compare 2 laps");
});

it("lapNotes(lap) has badges for pit, gaps and laps without samples", () => {
  expect(lapNotes(lapRow({pit: true, coverage: 0.9})).textContent?.trim()).toBe("pit gaps");
  expect(lapNotes(lapRow({samples: 0, file: null})).textContent?.trim()).toBe("time only");
  expect(lapNotes(lapRow({samples: 0, file: null, complete: false})).textContent?.trim()).toBe("time only");
  expect(lapNotes(lapRow()).textContent?.trim()).toBe("");
});

it("stintBars(session, laps) ends a running stint at the last driven lap, and drops one without laps", () => {
  const stint = {car: 0, compound: "soft", actual: "C4"};
  const stints = [
    {...stint, startLap: 1, endLap: 2},
    {...stint, startLap: 3, endLap: null},
    {...stint, startLap: 9, endLap: null},
  ];
  const bars = stintBars(
    {stints, drivers: []},
    [1, 2, 3, 4].map((lap) => lapRow({lap})),
  );
  expect(bars.map(({startLap, lastLap}) => [startLap, lastLap])).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

it("events have the pit wall's texts; buttons are left out", () => {
  const root = eventList(
    [
      {code: "FTLP", sessionTime: 61, car: 0, details: {vehicleIdx: 0, lapTime: 79.782}},
      {code: "BUTN", sessionTime: 62, details: {buttonStatus: 1}},
      {code: "ZZZZ", sessionTime: 63},
      {code: "weather", sessionTime: 64, details: {from: 0, to: 3}},
      {code: "safetyCar", sessionTime: 65, details: {from: 0, to: 2}},
      {code: "sectorFlag", sessionTime: 66, details: {sector: 2, from: 0, to: 3}},
      {code: "COLL", sessionTime: 67, car: 0, details: {vehicle1Idx: 0, vehicle2Idx: 4}},
    ],
    [{car: 0, name: "A. DRIVER", team: "", raceNumber: 1, ai: false, restricted: false}],
    2025,
  );
  expect(root.querySelectorAll("tbody tr").length).toBe(6);
  const cells = [...root.querySelectorAll("tbody tr")].map((row) => row.children[2].textContent);
  expect(cells).toEqual([
    "fastest lap, 1:19.782 FTLP",
    "ZZZZ",
    "weather: light rain",
    "virtual safety car out",
    "sector 2: yellow flag",
    "collides with car 4 COLL",
  ]);
});

it("spacedWords(camelCase) separates words and numbers", () => {
  expect(spacedWords("carTelemetry2")).toBe("car telemetry 2");
});

it("a driver without a race number has none, not 0", () => {
  const driver = {name: "A", team: "", ai: false, restricted: false};
  const drivers = [
    {...driver, car: 0, raceNumber: 0},
    {...driver, car: 1, raceNumber: 44},
  ];
  const rows = driverRows({drivers} as unknown as SessionFile, [], new BestTimes([]));
  expect(rows.map(({raceNumber}) => raceNumber)).toEqual([null, 44]);
});
