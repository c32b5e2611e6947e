import {expect, it} from "vitest";
import {readLogBytes} from "../../../support/logFiles.js";
import {states, utf8} from "../../../support/loggedDrive.js";

const HEAD = `"Venue","Oval Park"
"Vehicle","Proto"
"User","Ada One"
"Date","13/02/2024"
"Time","10:11:12"
"Sample Rate","10"
"Beacon Markers","10.000, 30.000, 50.000, 70.000"

"","Speed","Throt","RPM"
"Time","Ground Speed","Throttle Pos","Engine RPM"
"s","km/h","%","rpm"
"","1","2","3"
`;
const cells = states(10).map((s) => [s.t.toFixed(1), s.kmh.toFixed(2), (s.throttle * 100).toFixed(1), String(s.rpm)]);
const TEXT = HEAD + cells.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n");

it.each([
  ["rFactor's logger, with beacons between commas", TEXT],
  ["beacons between spaces", TEXT.replace("10.000, 30.000, 50.000, 70.000", "10.000 30.000 50.000 70.000")],
  ["beacons with decimal commas", TEXT.replace("10.000, 30.000, 50.000, 70.000", "10,000 30,000 50,000 70,000")],
])("a table of %s has its laps, driver and date", (_, text) => {
  const log = readLogBytes("daq.csv", utf8(`${text}\n`));
  expect(log).toMatchObject({
    format: "motec-csv",
    track: {name: "Oval Park"},
    startedAt: Date.UTC(2024, 1, 13, 10, 11, 12),
  });
  expect(log.cars[0]).toMatchObject({driver: "Ada One", team: "Proto"});
  expect(log.cars[0].laps.filter(({complete}) => complete).map(({lapTimeMs}) => lapTimeMs)).toEqual([
    20_000, 20_000, 20_000,
  ]);
});
