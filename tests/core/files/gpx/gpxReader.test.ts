import {describe, expect, it} from "vitest";
import {gpsStates, OVAL, OVAL_LAPS_MS, place} from "../../../support/gpsDrive.js";
import {type GpxOptions, gpxText} from "../../../support/gpsTexts.js";
import {readLogBytes, sharedBytes, utf8} from "../../../support/logFiles.js";
import {sharedData} from "../../../support/sharedData.js";

const read = (options: GpxOptions = {}) => readLogBytes("run.gpx", utf8(gpxText(options)));
const largest = (values: Float64Array) => values.reduce((a, b) => (b > a ? b : a), 0);
const STATES = gpsStates(5);
const TOP = Math.max(...STATES.map(({speed}) => speed * 3.6));

it("a GPX track has positions, heights, speeds and the time of its points", () => {
  const log = read({inside: (s) => `<course>${s.heading}</course><speed>${s.speed}</speed><hdop>0.8</hdop>`});
  const {columns, rows} = log.cars[0];
  expect(rows).toBe(STATES.length);
  expect(columns.latitude[0]).toBeCloseTo(STATES[0].latitude, 7);
  expect(columns.longitude[9]).toBeCloseTo(STATES[9].longitude, 7);
  expect(largest(columns.speedKmh)).toBeCloseTo(TOP, 2);
  expect(columns.heading[3]).toBeCloseTo((STATES[3].heading * Math.PI) / 180, 6);
  expect(columns.worldY[0]).toBe(201.5);
  expect(columns.sessionTime[7]).toBeCloseTo(1.4, 6);
  expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
});

describe("the speed of a GPX track", () => {
  it.each([
    ["1.1, without prefix", (v: number) => `<extensions><speed>${v}</speed></extensions>`],
    [
      "1.1, of Garmin's extension",
      (v: number) =>
        `<extensions><tp:TrackPointExtension xmlns:tp="x"><tp:speed>${v}</tp:speed></tp:TrackPointExtension></extensions>`,
    ],
    ["in km/h, against the format", (v: number) => `<speed>${v * 3.6}</speed>`],
    ["in knots, against the format", (v: number) => `<speed>${(v * 3600) / 1852}</speed>`],
  ])("is read from %s", (_, element) => {
    const log = read({inside: (s) => element(s.speed)});
    expect(Math.abs(largest(log.cars[0].columns.speedKmh) - TOP)).toBeLessThan(0.1);
  });

  it("is derived from positions where the track has none, and marked", () => {
    const log = read({inside: () => ""});
    expect(Math.abs(largest(log.cars[0].columns.speedKmh) - TOP)).toBeLessThan(0.02 * TOP);
    expect(log.report.used).toContainEqual({channel: "speedKmh", from: "derived", unit: "", coverage: 1});
  });
});

describe("the times of a GPX track", () => {
  it("may have zones and fractions of any length", () => {
    const zoned = (_: unknown, ms: number) =>
      `<time>${new Date(ms + 7_200_000).toISOString().replace("Z", "000+02:00")}</time>`;
    const log = read({time: zoned});
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-05-04T10:00:00.000Z");
    expect(log.cars[0].columns.sessionTime[3]).toBeCloseTo(0.6, 6);
  });

  it("may be missing at some points, but not at all of them", () => {
    const some = read({time: (s, ms) => (s.t % 2 < 0.1 ? "" : `<time>${new Date(ms).toISOString()}</time>`)});
    expect(some.report.notes.join("\n")).toMatch(/\d+ of 350 points have no time or place/);
    expect(() => read({time: () => ""})).toThrow(/no time at 350 of 350 track points/);
  });

  it("put segments in order; a pause is not driven", () => {
    const text = gpxText();
    const points = text.match(/<trkpt.*<\/trkpt>/g)!;
    const [a, b] = [points.slice(0, 150), points.slice(200)].map((part) => `<trkseg>${part.join("")}</trkseg>`);
    const log = readLogBytes("a.gpx", utf8(`\ufeff<gpx><trk><trkseg/>${b}</trk><trk>${a}</trk></gpx>`));
    const {sessionTime} = log.cars[0].columns;
    expect(sessionTime[149]).toBeCloseTo(29.8, 6);
    expect(sessionTime[150]).toBeCloseTo(40, 6);
    expect(log.report.notes.join("\n")).toContain("3 track segments are joined by their times");
  });
});

describe("laps of a GPX track", () => {
  const times = (log: ReturnType<typeof read>) => log.cars[0].laps.flatMap(({lapTimeMs}) => lapTimeMs ?? []);
  const expectTimes = (log: ReturnType<typeof read>) => {
    expect(times(log)).toHaveLength(2);
    for (const [i, ms] of times(log).entries()) expect(Math.abs(ms - OVAL_LAPS_MS[i])).toBeLessThanOrEqual(15);
  };
  const withPlace = (name: string, east: number) => {
    const [lat, lon] = place(OVAL, east, 0);
    return readLogBytes(
      "a.gpx",
      utf8(gpxText().replace("<trk>", `<wpt lat="${lat}" lon="${lon}"><name>${name}</name></wpt><trk>`)),
    );
  };

  it.each(["Start", "Start / Finish", "S/F", "finish line"])("begin at a way point named %s", (name) =>
    expectTimes(withPlace(name, 212)),
  );

  it("are not made of other way points, which are counted, nor of a line that is not passed", () => {
    const other = withPlace("Cafe at the start", 212);
    expect(times(other)).toEqual([]);
    expect(other.report.notes.join()).toContain("1 way points are not used: none is named as a start line");
    expect(withPlace("Start", 900).report.notes.join()).toContain("the way point Start is not passed twice");
  });

  it("are segments that all begin at one place, without a pause", () => {
    const text = gpxText();
    const points = text.match(/<trkpt.*<\/trkpt>/g)!;
    const cut = (ends: number[]) =>
      [0, ...ends].map((from, k) => `<trkseg>${points.slice(from, ends[k]).join("")}</trkseg>`).join("");
    const read = (ends: number[]) => readLogBytes("a.gpx", utf8(`<gpx><trk>${cut(ends)}</trk></gpx>`));
    const ends = OVAL.crossings.map((s) => Math.ceil(s * 5));
    const log = read(ends);
    expectTimes(log);
    expect(log.report.notes.join()).toContain("the place where the segments begin");
    // anywhere on the track
    expect(times(read(ends.map((end, k) => end + 20 * k)))).toEqual([]);
  });
});

it("a GPX file without a track, or that is cut, says so", () => {
  const wpt = '<gpx><wpt lat="45.1" lon="9.1"><time>2026-05-04T10:00:00Z</time></wpt></gpx>';
  expect(() => readLogBytes("a.gpx", utf8(wpt))).toThrow("no track points, only 1 way points or route points");
  expect(() => readLogBytes("a.gpx", utf8(gpxText().slice(0, 5000)))).toThrow(/^line \d+: /);
});

const OTHER = "../cases/track.gpx";

describe.skipIf(!sharedData(OTHER))("a GPX track of another writer", () => {
  it("has its drive", () => {
    const log = readLogBytes("track.gpx", sharedBytes(OTHER));
    expect(largest(log.cars[0].columns.speedKmh)).toBeCloseTo(182, 0);
    expect(log.cars[0].columns.sessionTime.at(-1)).toBeCloseTo(80, 6);
    expect(new Date(log.startedAt!).toISOString()).toBe("2026-01-01T00:00:00.000Z");
  });
});
