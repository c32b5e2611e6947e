import {describe, expect, it} from "vitest";
import {CHANNELS} from "../../../../src/core/channels/catalogue.js";
import {carCount, FIELD_TYPES, FORMATS} from "../../../../src/core/games/f1/formats.js";
import {layoutOf, layouts} from "../../../../src/core/games/f1/layout.js";

// typed by hand from the published totals, header included: 2023, 2024, 2025, 2026
const SIZES: [id: number, name: string, ...bytes: (number | undefined)[]][] = [
  [0, "motion", 1349, 1349, 1349, 1325],
  [1, "session", 644, 753, 753, 926],
  [2, "lapData", 1131, 1285, 1285, 1399],
  [3, "event", 45, 45, 45, 45],
  [4, "participants", 1306, 1350, 1284, 1470],
  [5, "carSetups", 1107, 1133, 1133, 1233],
  [6, "carTelemetry", 1352, 1352, 1352, 1448],
  [7, "carStatus", 1239, 1239, 1239, 1445],
  [8, "finalClassification", 1020, 1020, 1042, 1134],
  [9, "lobbyInfo", 1218, 1306, 954, 1062],
  [10, "carDamage", 953, 953, 1041, 1133],
  [11, "sessionHistory", 1460, 1460, 1460, 1460],
  [12, "tyreSets", 231, 231, 231, 231],
  [13, "motionEx", 217, 237, 273, 273],
  [14, "timeTrial", undefined, 101, 101, 104],
  [15, "lapPositions", undefined, undefined, 1131, 1231],
  [16, "carTelemetry2", undefined, undefined, undefined, 269],
];

// offsets in the datagram, typed by hand from the published structures; for repeated parts the first entity's and the stride
const OFFSETS: [format: number, id: number, field: string, offset: number, stride?: number][] = [
  [2023, 0, "yaw", 77, 60],
  [2026, 0, "gForceVertical", 69, 54],
  [2026, 0, "roll", 79, 54],
  [2023, 1, "marshalZoneFlag", 52, 5],
  [2023, 1, "forecastAccuracy", 604],
  [2023, 1, "numRedFlagPeriods", 643],
  [2024, 1, "forecastRainPercentage", 163, 8],
  [2024, 1, "forecastAccuracy", 668],
  [2025, 1, "weekendStructure", 733],
  [2025, 1, "sector3LapDistanceStart", 749],
  [2026, 1, "activeAeroFullZoneEnd", 759, 8],
  [2026, 1, "drsZoneStart", 885, 8],
  [2026, 1, "startReactionTime", 917],
  [2023, 2, "lapDistance", 47, 50],
  [2025, 2, "lapDistance", 49, 57],
  [2025, 2, "speedTrapFastestLap", 85, 57],
  [2026, 2, "timeTrialRivalCarIdx", 1398],
  [2024, 4, "techLevel", 87, 60],
  [2025, 4, "liveryColours", 75, 57],
  [2026, 4, "name", 40, 60],
  [2023, 5, "fuelLoad", 74, 49],
  [2024, 5, "nextFrontWingValue", 1129],
  [2025, 6, "tyresPressure", 69, 60],
  [2025, 6, "suggestedGear", 1351],
  [2026, 6, "tyresPressure", 68, 59],
  [2025, 7, "ersDeployedThisLap", 79, 55],
  [2026, 7, "ersDeployedThisLap", 83, 59],
  [2024, 8, "totalRaceTime", 40, 45],
  [2025, 8, "totalRaceTime", 41, 46],
  [2023, 9, "readyStatus", 83, 54],
  [2026, 9, "carNumber", 67, 43],
  [2025, 10, "engineSeized", 74, 46],
  [2025, 11, "lapHistoryLapValidBitFlags", 49, 14],
  [2025, 11, "tyreStintTyreVisualCompound", 1438, 3],
  [2025, 12, "lapDeltaTime", 37, 10],
  [2025, 12, "fittedIdx", 230],
  [2023, 13, "wheelVertForce", 201],
  [2025, 13, "wheelCamberGain", 257],
  [2024, 14, "valid", 52, 24],
  [2026, 14, "valid", 53, 25],
  [2026, 15, "positionForVehicleIdx", 31, 24],
  [2026, 16, "drivingWrongWay", 38, 10],
];

describe("layoutOf(format, id)", () => {
  it.each(SIZES)("packet %i (%s) has the published size in every format", (id, name, ...bytes) => {
    FORMATS.forEach((format, i) => {
      const layout = layoutOf(format, id);
      expect(layout?.bytes).toBe(bytes[i]);
      if (layout) expect(layout).toMatchObject({format, id, name, cars: carCount(format)});
    });
  });

  it.each(OFFSETS)("format %i, packet %i: %s stands at byte %i", (format, id, name, offset, stride = 0) => {
    expect(layoutOf(format, id)?.fields.find((field) => field.name === name)).toMatchObject({offset, stride});
  });

  it("is undefined for what no game sends", () => {
    for (const [format, id] of [
      [2022, 0],
      [2027, 0],
      [2023, 14],
      [2024, 15],
      [2025, 16],
      [2026, 17],
      [2025, 255],
      [2025, -1],
      [2025, 1.5],
      [2024.5, 1],
      [Number.NaN, 1],
    ]) {
      expect(layoutOf(format, id), `${format}/${id}`).toBeUndefined();
    }
  });
});

describe("layouts()", () => {
  it("lists 14 + 15 + 16 + 17 packets, none twice", () => {
    expect(layouts()).toHaveLength(62);
    expect(new Set(layouts().map(({format, id}) => `${format}/${id}`)).size).toBe(62);
  });

  it.each(layouts().map((layout) => [layout.format, layout.name, layout] as const))(
    "%i %s: every byte after the header belongs to exactly one field",
    (_format, _name, layout) => {
      const owners = new Uint8Array(layout.bytes).fill(1, 0, 29);
      for (const {type, count, entities, offset, stride} of layout.fields) {
        const width = count * FIELD_TYPES[type].bytes;
        for (let e = 0; e < entities; e++) {
          for (let b = 0; b < width; b++) owners[offset + e * stride + b]++;
        }
      }
      expect(owners.every((n) => n === 1)).toBe(true);
      expect(new Set(layout.fields.map((field) => field.name)).size).toBe(layout.fields.length);
    },
  );

  // a split time is named there without its parts: deltaToCarInFront
  it("have every field the channel catalogue reads", () => {
    for (const {name, f1} of CHANNELS) {
      if (!f1) continue;
      const newest = layouts().findLast((layout) => layout.name === f1.packet);
      const field = newest?.fields.find(
        (candidate) => candidate.name === f1.field || candidate.name === `${f1.field}MSPart`,
      );
      expect(field, `${name}: ${f1.packet}.${f1.field}`).toBeDefined();
      expect(f1.index ?? 0, name).toBeLessThan(field!.count);
    }
  });
});
