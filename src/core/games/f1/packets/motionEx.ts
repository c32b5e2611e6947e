import {f32, packet} from "./table.js";

/**
 * The player's suspension, wheels and body, at the menu rate.
 * Wheels are RL, RR, FL, FR; the car's own axes: X left, Y up, Z forward.
 */
export const motionEx = packet({id: 13, name: "motionEx"}, [
  f32("suspensionPosition", {count: 4}), // RL RR FL FR (values look like mm)
  f32("suspensionVelocity", {count: 4}),
  f32("suspensionAcceleration", {count: 4}),
  f32("wheelSpeed", {count: 4}), // m/s
  f32("wheelSlipRatio", {count: 4}),
  f32("wheelSlipAngle", {count: 4}), // rad
  f32("wheelLatForce", {count: 4}), // N (assumed)
  f32("wheelLongForce", {count: 4}), // N (assumed)
  f32("heightOfCOGAboveGround"), // m
  f32("localVelocityX"), // m/s (+ left, see axes)
  f32("localVelocityY"), // m/s (up)
  f32("localVelocityZ"), // m/s (forward)
  f32("angularVelocityX"), // rad/s
  f32("angularVelocityY"), // rad/s
  f32("angularVelocityZ"), // rad/s
  f32("angularAccelerationX"), // rad/s²
  f32("angularAccelerationY"), // rad/s²
  f32("angularAccelerationZ"), // rad/s²
  f32("frontWheelsAngle"), // rad
  f32("wheelVertForce", {count: 4}), // N (assumed)
  f32("frontAeroHeight", {since: 2024}), // m, front plank edge
  f32("rearAeroHeight", {since: 2024}), // m, rear plank edge
  f32("frontRollAngle", {since: 2024}), // rad (assumed)
  f32("rearRollAngle", {since: 2024}), // rad (assumed)
  f32("chassisYaw", {since: 2024}), // rad, against direction of motion
  f32("chassisPitch", {since: 2025}), // rad, against direction of motion
  f32("wheelCamber", {count: 4, since: 2025}), // rad
  f32("wheelCamberGain", {count: 4, since: 2025}), // rad
]);
