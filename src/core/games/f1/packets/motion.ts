import {each, f32, i16, packet} from "./table.js";

/**
 * Where every car is and how it moves, at the menu rate.
 * World axes: metres, Y up, right-handed. Format 2026 sends the g-forces as thousandths.
 */
export const motion = packet({id: 0, name: "motion"}, [
  each("cars", [
    f32("worldPositionX"), // m
    f32("worldPositionY"), // m, up
    f32("worldPositionZ"), // m
    f32("worldVelocityX"), // m/s
    f32("worldVelocityY"), // m/s
    f32("worldVelocityZ"), // m/s
    i16("worldForwardDirX", {scale: 1 / 32767}), // unit vector
    i16("worldForwardDirY", {scale: 1 / 32767}),
    i16("worldForwardDirZ", {scale: 1 / 32767}),
    i16("worldRightDirX", {scale: 1 / 32767}), // unit vector
    i16("worldRightDirY", {scale: 1 / 32767}),
    i16("worldRightDirZ", {scale: 1 / 32767}),
    f32("gForceLateral", {until: 2025}), // g, + = accelerating to the left (left-hand bend)
    f32("gForceLongitudinal", {until: 2025}), // g, + = speeding up, − = braking
    f32("gForceVertical", {until: 2025}), // g, gravity not included (≈ 0 at rest)
    i16("gForceLateral", {scale: 1 / 1000, since: 2026}), // g
    i16("gForceLongitudinal", {scale: 1 / 1000, since: 2026}), // g
    i16("gForceVertical", {scale: 1 / 1000, since: 2026}), // g
    f32("yaw"), // rad
    f32("pitch"), // rad
    f32("roll"), // rad
  ]),
]);
