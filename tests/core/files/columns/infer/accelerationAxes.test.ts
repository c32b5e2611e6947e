import {describe, expect, it} from "vitest";
import {gpsStates} from "../../../../support/gpsDrive.js";
import {readLogBytes, utf8} from "../../../../support/logFiles.js";

const HZ = 25;
const G = 9.80665;
const STATES = gpsStates(HZ);
/** Accelerations of the drive in g, by its speed and heading: forward, to the right, up. */
const TRUTH = STATES.map((state, i) => {
  const [a, b] = [STATES[Math.max(0, i - 1)], STATES[Math.min(STATES.length - 1, i + 1)]];
  const seconds = b.t - a.t || 1;
  const turned = ((((b.heading - a.heading + 540) % 360) - 180) * Math.PI) / 180;
  return {
    forward: (b.speed - a.speed) / seconds / G,
    right: (state.speed * turned) / seconds / G,
    up: 1 + 0.02 * Math.sin(7 * state.t),
  };
});
type Axes = Record<string, (truth: (typeof TRUTH)[number]) => number>;

function read(axes: Axes) {
  const names = Object.keys(axes);
  const lines = STATES.map(({t, latitude, longitude, speed}, i) =>
    [t.toFixed(2), latitude.toFixed(8), longitude.toFixed(8), (speed * 3.6).toFixed(3)]
      .concat(names.map((name) => axes[name](TRUTH[i]).toFixed(4)))
      .join(","),
  );
  const log = readLogBytes("run.csv", utf8(`Time,Latitude,Longitude,Speed,${names.join(",")}\n${lines.join("\n")}\n`));
  return {columns: log.cars[0].columns, notes: log.report.notes.join("\n")};
}

/** Largest difference from the truth, apart from the ends. */
function off(values: Float64Array, of: (truth: (typeof TRUTH)[number]) => number): number {
  return Math.max(...TRUTH.slice(2, -2).map((truth, i) => Math.abs(values[i + 2] - of(truth))));
}

describe("accelerations named x, y and z", () => {
  it.each<[string, Axes]>([
    [
      "RaceBox: x forward, y to the side, z up",
      {GForceX: (t) => t.forward, GForceY: (t) => -t.right, GForceZ: (t) => t.up},
    ],
    [
      "a car's of Assetto Corsa: x to the side, y up, z forward",
      {GForceX: (t) => t.right, GForceY: (t) => t.up, GForceZ: (t) => t.forward},
    ],
    [
      "a sensor turned round: y forward, z to the side, x up",
      {GForceX: (t) => t.up, GForceY: (t) => t.forward, GForceZ: (t) => t.right},
    ],
    ["of a motorcycle, without y", {GForceX: (t) => t.forward, GForceZ: (t) => t.up}],
  ])("%s", (_, axes) => {
    const {columns} = read(axes);
    expect(off(columns.gLongitudinal, (t) => t.forward)).toBeLessThan(1e-3);
    if (Object.keys(axes).length > 2) expect(off(columns.gLateral, (t) => t.right)).toBeLessThan(1e-3);
    expect(off(columns.gVertical, (t) => t.up)).toBeLessThan(1e-3);
  });

  it("says which columns were exchanged, and by what", () => {
    const {notes} = read({GForceX: (t) => t.forward, GForceY: (t) => t.right, GForceZ: (t) => t.up});
    expect(notes).toContain("which axis it is, is shown by the driven path and the change of speed");
  });

  it("are marked as an assumption where nothing shows their axes", () => {
    const rows = Array.from({length: 200}, (_, i) => [i / 10, 4000 + i, Math.sin(i), 1, Math.cos(i / 3)].join(","));
    const log = readLogBytes("run.csv", utf8(`Time,RPM,GForceX,GForceY,GForceZ\n${rows.join("\n")}\n`));
    expect(log.report.notes.join()).toContain("that it points this way is an assumption");
  });

  it("that say lateral and longitudinal are left as they are named", () => {
    const {columns, notes} = read({"G Lat": (t) => t.forward, "G Long": (t) => t.right});
    expect(notes).not.toContain("which axis");
    expect(columns.gLateral).toBeDefined();
  });
});
