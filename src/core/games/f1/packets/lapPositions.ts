import {each, packet, u8} from "./table.js";

/**
 * Positions lap by lap, once a second: an entity is a lap, an element a car.
 * Row r is lap `lapStart` + r; `numLaps` rows count, longer races use two packets.
 */
export const lapPositions = packet({id: 15, name: "lapPositions", since: 2025}, [
  u8("numLaps"),
  u8("lapStart"), // 0-based index of the first lap here
  each(50, [u8("positionForVehicleIdx", {count: "cars"})]), // [lap][car]; 0 = no record
]);
