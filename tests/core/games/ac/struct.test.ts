import {describe, expect, it} from "vitest";
import {AC_GRAPHICS, ACC_GRAPHICS} from "../../../../src/core/games/ac/graphicsPage.js";
import {AC_PHYSICS, ACC_PHYSICS, acPhysicsBytes} from "../../../../src/core/games/ac/physicsPage.js";
import {AC_STATIC, ACC_STATIC} from "../../../../src/core/games/ac/staticPage.js";
import {fields, readText16, structOf, writeStruct} from "../../../../src/core/games/ac/struct.js";
import {CAR_INFO, HANDSHAKE, HANDSHAKE_RESPONSE, SPOT} from "../../../../src/core/games/ac/udpMessages.js";
import {readStruct} from "../../../support/readStruct.js";

describe("the layouts", () => {
  it("have the sizes that the documents give", () => {
    expect([AC_PHYSICS, AC_GRAPHICS, AC_STATIC].map(({bytes}) => bytes)).toEqual([592, 296, 684]);
    expect([ACC_PHYSICS, ACC_GRAPHICS, ACC_STATIC].map(({bytes}) => bytes)).toEqual([800, 1588, 820]);
    expect([HANDSHAKE, HANDSHAKE_RESPONSE, CAR_INFO, SPOT].map(({bytes}) => bytes)).toEqual([12, 408, 328, 212]);
  });

  it("have the documented offsets, with two bytes of padding after an odd number of characters", () => {
    expect(AC_PHYSICS.at).toMatchObject({speedKmh: 28, brakeTemp: 348, isAIControlled: 416, brakeBias: 564});
    expect(ACC_PHYSICS.at).toMatchObject({
      slipRatio: 640,
      suspensionDamage: 680,
      brakePressure: 716,
      kerbVibration: 784,
    });
    expect(AC_GRAPHICS.at).toMatchObject({completedLaps: 132, tyreCompound: 176, replayTimeMultiplier: 244, flag: 268});
    expect(ACC_GRAPHICS.at).toMatchObject({
      carID: 976,
      playerCarID: 1216,
      isValidLap: 1408,
      Clock: 1488,
      gapBehind: 1584,
    });
    expect(AC_STATIC.at).toMatchObject({
      sectorCount: 400,
      trackSPlineLength: 520,
      ersMaxJ: 592,
      reversedGridPositions: 672,
    });
    expect(ACC_STATIC.at).toMatchObject({isOnline: 684, dryTyresName: 688, wetTyresName: 754});
    expect(CAR_INFO.at).toMatchObject({isEngineLimiterOn: 25, accG_vertical: 28, gear: 76, carPositionNormalized: 308});
    expect(HANDSHAKE_RESPONSE.at).toMatchObject({identifier: 200, trackName: 208, trackConfig: 308});
  });

  it("of an older version end earlier", () => {
    expect(["1.4.2", "1.5", "1.6.1", "1.9", "1.10.0", "1.10.2", "1.11", "1.16.4", "?"].map(acPhysicsBytes)).toEqual([
      276, 288, 312, 364, 416, 420, 568, 592, 592,
    ]);
  });

  it("structOf(rows) aligns each field to its own width, at most to the pack", () => {
    const rows = [
      ...fields("u8", "a"),
      ...fields("char16", "b", {count: 3}),
      ...fields("u8", "c"),
      ...fields("f32", "d", {count: 2}),
    ];
    expect(structOf(rows)).toMatchObject({bytes: 20, at: {a: 0, b: 2, c: 8, d: 12}});
    expect(structOf(rows, 1)).toMatchObject({bytes: 16, at: {a: 0, b: 1, c: 7, d: 8}});
  });
});

describe("readStruct and writeStruct", () => {
  it("return what was written: numbers, arrays, texts", () => {
    const view = new DataView(new ArrayBuffer(AC_STATIC.bytes));
    const values = {
      numCars: 7,
      maxFuel: 62.5,
      tyreRadius: [0.31, 0.32, 0.33, 0.34].map(Math.fround),
      track: "múgello 🏁",
    };
    writeStruct(AC_STATIC, view, values);
    expect(readStruct(AC_STATIC, view)).toMatchObject({...values, carModel: ""});
  });

  it("end a text at its first NUL and replace lone surrogates", () => {
    const view = new DataView(new ArrayBuffer(12));
    writeStruct(structOf(fields("char16", "t", {count: 6})), view, {t: "abcdefgh"});
    expect(readText16(view, 0, 6)).toBe("abcde");
    view.setUint16(4, 0, true);
    expect(readText16(view, 0, 6)).toBe("ab");
    view.setUint16(2, 0xd83c, true);
    expect(readText16(view, 0, 6)).toBe("a\uFFFD");
  });
});
