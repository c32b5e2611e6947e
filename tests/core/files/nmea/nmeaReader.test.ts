import {expect, it} from "vitest";
import {gpsStates, OVAL} from "../../../support/gpsDrive.js";
import {type NmeaOptions, nmeaText, sentence} from "../../../support/gpsTexts.js";
import {readLogBytes, utf8} from "../../../support/logFiles.js";

const read = (text: string) => readLogBytes("run.nmea", utf8(text));
const drive = (options: NmeaOptions = {}) => read(nmeaText(options));
const largest = (values: Float64Array) => values.reduce((a, b) => (b > a ? b : a), 0);
const STATES = gpsStates(10);
const TOP = Math.max(...STATES.map(({speed}) => speed * 3.6));

it("an NMEA log has positions, speed in knots, course, date and time of RMC, and the height of the last GGA", () => {
  for (const talker of ["GP", "GN", "BD"]) {
    const log = drive({talker});
    const {columns, rows} = log.cars[0];
    expect(rows).toBe(STATES.length);
    expect(columns.latitude[5]).toBeCloseTo(STATES[5].latitude, 7);
    expect(columns.longitude[5]).toBeCloseTo(STATES[5].longitude, 7);
    expect(largest(columns.speedKmh)).toBeCloseTo(TOP, 1);
    expect(columns.heading[5]).toBeCloseTo((STATES[5].heading * Math.PI) / 180, 3);
    expect([...columns.worldY.slice(0, 12)]).toEqual(Array(12).fill(201.5));
    expect(columns.sessionTime.at(-1)).toBeCloseTo(69.9, 5);
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
  }
});

it("an NMEA log of the south and the west has negative degrees", () => {
  const south = {...OVAL, latitude: -34.3, longitude: -81.38};
  const {columns} = drive({drive: south}).cars[0];
  expect(columns.latitude[0]).toBeCloseTo(gpsStates(10, south)[0].latitude, 7);
  expect(columns.longitude[0]).toBeCloseTo(gpsStates(10, south)[0].longitude, 7);
});

it("an NMEA log goes on over midnight, also where GGA comes before the RMC with the new date", () => {
  const log = drive({startMs: Date.UTC(2026, 11, 31, 23, 59, 30)});
  expect(log.cars[0].columns.sessionTime.at(-1)).toBeCloseTo(69.9, 5);
  expect(new Date(log.startedAt!).toISOString()).toBe("2026-12-31T23:59:30.000Z");
  const undated = nmeaText({startMs: Date.UTC(2026, 11, 31, 23, 59, 30)}).replaceAll(
    /\$(GNRMC.*),(\d{6}),,,A\*../g,
    (_, head, date) => sentence(`${head},${date === "311226" ? "000000" : date},,,A`),
  );
  expect(new Date(read(undated).startedAt!).toISOString()).toBe("2026-12-31T23:59:30.000Z");
});

it("an NMEA log with damaged, glued, prefixed and foreign lines leaves out what is damaged, and counts it", () => {
  const lines = nmeaText().split("\r\n");
  lines[20] = lines[20].replace(/,A,/, ",B,");
  lines[30] = `${lines[30].slice(0, 25)}${lines[31]}`;
  lines[31] = "";
  lines[40] = `[12:00:01.5] 0,77,${lines[40]}`;
  lines[50] = "$PUBX,00,1,2*33\r\n$GNGSV,1,1,00*79\r\n\u00b5b\u0001\u0006";
  const {cars, report} = read(lines.join("\r\n"));
  const gone = [20, 30, 50].filter((i) => nmeaText().split("\r\n")[i].includes("RMC")).length;
  expect(cars[0].rows).toBe(STATES.length - gone);
  expect(report.notes.join("\n")).toContain("2 damaged sentences");
});

it("an NMEA log without a fix for a while, or without a course at rest, has no values there", () => {
  let row = 0;
  const text = nmeaText().replaceAll(/\$(GNRMC,[\d.]+),A,([^*]*)\*../g, (whole, head, rest) => {
    row++;
    if (row <= 5) return sentence(`${head},V,,,,,,,040526,,,N`);
    return row === 6 ? sentence(`${head},A,${rest.replace(/,[\d.]+,040526/, ",,040526")}`) : whole;
  });
  const {cars, report} = read(text);
  expect(cars[0].rows).toBe(STATES.length - 5);
  expect(cars[0].columns.heading[0]).toBeNaN();
  expect(report.notes.join("\n")).toContain("5 sentences without a fix");
});

it("an NMEA log takes the speed of VTG where RMC has none, and has no date without RMC", () => {
  const vtg = nmeaText().replaceAll(
    /\$(GNRMC,.*),([\d.]+),([\d.]+),(040526,,,A)\*../g,
    (_, head, knots, course, rest) =>
      [sentence(`${head},,,${rest}`), sentence(`GNVTG,${course},T,,M,${knots},N,0.0,K,A`)].join("\r\n"),
  );
  expect(largest(read(vtg).cars[0].columns.speedKmh)).toBeCloseTo(TOP, 1);
  const gga = read(nmeaText({hz: 1}).replaceAll(/\$GNRMC.*\r\n/g, ""));
  expect(gga.startedAt).toBeNull();
  expect(gga.cars[0].rows).toBe(70);
});

it("an NMEA log without any fix says what was found", () => {
  const void5 = Array.from({length: 5}, (_, i) => sentence(`GPRMC,10000${i}.00,V,,,,,,,040526,,,N`)).join("\n");
  expect(() => read(void5)).toThrow("0 positions in 5 sentences (RMC, GGA); 5 without a fix, 0 damaged");
});
