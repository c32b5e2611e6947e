import {each, f32, i8, packet, u8, u16} from "./table.js";

/** Driver inputs, engine, tyres and brakes of every car, at the menu rate. Wheels are RL, RR, FL, FR. */
export const carTelemetry = packet({id: 6, name: "carTelemetry"}, [
  each("cars", [
    u16("speed"), // km/h
    f32("throttle"), // 0..1
    f32("steer"), // −1 full left … +1 full right
    f32("brake"), // 0..1
    u8("clutch"), // 0–100
    i8("gear"), // 1–8, 0 neutral, −1 reverse
    u16("engineRPM"), // rpm
    u8("drs"), // 0/1
    u8("revLightsPercent"), // %
    u16("revLightsBitValue"), // bit 0 left LED … bit 14 right LED
    u16("brakesTemperature", {count: 4}), // °C, RL RR FL FR
    u8("tyresSurfaceTemperature", {count: 4}), // °C
    u8("tyresInnerTemperature", {count: 4}), // °C
    u16("engineTemperature", {until: 2025}), // °C
    u8("engineTemperature", {since: 2026}), // °C
    f32("tyresPressure", {count: 4}), // psi
    u8("surfaceType", {count: 4}), // surface id per wheel
  ]),
  u8("mfdPanelIndex"), // 255 closed; 0 setup, 1 pits, 2 damage, 3 engine, 4 temperatures
  u8("mfdPanelIndexSecondaryPlayer"),
  i8("suggestedGear"), // 1–8, 0 none
]);
