import {describe, expect, it} from "vitest";
import {CHANNELS, PARTS} from "../../../../src/core/channels/catalogue.js";
import {createRow, NORMALIZED_POSITION, OVERALL_FRAME, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {createFrame, type Frame, partBit} from "../../../../src/core/games/f1/frame.js";
import {FrameRows} from "../../../../src/core/games/f1/frameRows.js";
import {decodeTelemetry, encodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";

function frameOf(parts: (typeof PARTS)[number][]): Frame {
  const frame = createFrame(2025);
  Object.assign(frame, {
    overallFrame: 70,
    frame: 60,
    sessionTime: 1.5,
    parts: parts.reduce((b, p) => b | partBit(p), 0),
  });
  const [lap, motion, telemetry, status] = ["lap", "motion", "telemetry", "status"].map(
    (p) => frame.columns[PARTS.indexOf(p as "lap")]!,
  );
  lap.resultStatus[3] = 2;
  lap.currentLapNum[3] = 7;
  lap.lapDistance[3] = 1250;
  lap.sector[3] = 1;
  lap.sector1TimeMSPart[3] = 5000;
  lap.sector1TimeMinutesPart[3] = 1;
  motion.worldForwardDirX[3] = -16384;
  motion.gForceLateral[3] = 2;
  telemetry.speed[3] = 287;
  telemetry.gear[3] = -1;
  status.fuelInTank[3] = 12.5;
  return frame;
}

const context = {trackLengthM: 5000, player: 0};
const at = (row: Float64Array, name: string) => row[rowIndex(name)];

describe("FrameRows", () => {
  it("takes what arrived, in the channels' units, and leaves the rest out", () => {
    const row = new FrameRows(2025).of(frameOf(["lap", "motion", "telemetry"]), 3, context)!;
    expect([at(row, "sessionTime"), at(row, "car"), at(row, "frame"), row[OVERALL_FRAME]]).toEqual([1.5, 3, 60, 70]);
    expect([at(row, "lapNumber"), at(row, "lapDistance"), at(row, "sector")]).toEqual([7, 1250, 2]);
    expect(at(row, "sector1TimeMs")).toBe(65_000);
    expect([at(row, "speedKmh"), at(row, "gear"), at(row, "gLateral")]).toEqual([287, -1, -2]);
    expect(at(row, "forwardX")).toBeCloseTo(-0.5, 4);
    expect(row[NORMALIZED_POSITION]).toBe(0.25);
    for (const {name, part} of CHANNELS) {
      if (["status", "damage", "motionEx", "telemetry2"].includes(part)) expect(at(row, name), name).toBeNaN();
    }
    expect(at(decodeTelemetry(encodeTelemetry(row), createRow()), "gear")).toBe(-1);
  });

  it("says nothing of a car that takes no part, or of which nothing came", () => {
    const rows = new FrameRows(2025);
    expect(rows.of(frameOf(["lap", "telemetry"]), 5, context)).toBeUndefined();
    expect(rows.of(frameOf(["telemetry"]), 3, context)).toBeUndefined();
    expect(rows.of(frameOf(["lap"]), 3, context)).toBeDefined();
    expect(rows.of(frameOf(["telemetry"]), 3, context)).toBeDefined();
    expect(rows.of(frameOf(["damage"]), 3, context)).toBeUndefined();
  });

  it("motion ex is the player's; what a driver keeps private is not known; no position without a track length", () => {
    const rows = new FrameRows(2025);
    const frame = frameOf(["lap", "status", "motionEx"]);
    const open = rows.of(frame, 3, {...context, player: 3})!.slice();
    expect([at(open, "fuelMass"), at(open, "slipRatioRl")]).toEqual([12.5, 0]);
    const hidden = rows.of(frame, 3, {trackLengthM: 0, player: 0, restricted: new Set([3])})!;
    expect([at(hidden, "fuelMass"), at(hidden, "slipRatioRl"), hidden[NORMALIZED_POSITION]]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
