import {each, f32, packet, u8} from "./table.js";

/** Set-ups of every car, twice a second. Those of other players are blank online. Wings, suspension and bars are clicks. */
export const carSetups = packet({id: 5, name: "carSetups"}, [
  each("cars", [
    u8("frontWing"),
    u8("rearWing"),
    u8("onThrottle"), // differential, %
    u8("offThrottle"), // differential, %
    f32("frontCamber"), // °
    f32("rearCamber"), // °
    f32("frontToe"), // °
    f32("rearToe"), // °
    u8("frontSuspension"),
    u8("rearSuspension"),
    u8("frontAntiRollBar"),
    u8("rearAntiRollBar"),
    u8("frontSuspensionHeight"), // ride height
    u8("rearSuspensionHeight"), // ride height
    u8("brakePressure"), // %
    u8("brakeBias"), // %
    u8("engineBraking", {since: 2024}), // %
    f32("rearLeftTyrePressure"), // psi
    f32("rearRightTyrePressure"), // psi
    f32("frontLeftTyrePressure"), // psi
    f32("frontRightTyrePressure"), // psi
    u8("ballast"),
    f32("fuelLoad"), // kg
  ]),
  f32("nextFrontWingValue", {since: 2024}), // player only, after next stop
]);
