import {each, packet, u8, u16} from "./table.js";

/** Active aero and overtake mode of the 2026 rules: every car, at the menu rate. */
export const carTelemetry2 = packet({id: 16, name: "carTelemetry2", since: 2026}, [
  each("cars", [
    u8("activeAeroMode"), // 0 corner, 1 straight
    u8("activeAeroAvailable"), // 0/1
    u16("activeAeroActivationDistance"), // m, 0 = n/a
    u8("overtakeAvailable"), // 0/1
    u8("overtakeActive"), // 0/1
    u16("overtakeActivationDistance"), // m, 0 = n/a
    u8("regulations2026"), // 0/1
    u8("drivingWrongWay"), // 0/1
  ]),
]);
