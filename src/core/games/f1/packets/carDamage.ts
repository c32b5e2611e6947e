import {each, f32, packet, u8} from "./table.js";

/** Wear and damage of every car in percent, ten times a second. Wheels are RL, RR, FL, FR. */
export const carDamage = packet({id: 10, name: "carDamage"}, [
  each("cars", [
    f32("tyresWear", {count: 4}), // %, RL RR FL FR
    u8("tyresDamage", {count: 4}), // %
    u8("brakesDamage", {count: 4}), // %
    u8("tyreBlisters", {count: 4, since: 2025}), // %
    u8("frontLeftWingDamage"), // %
    u8("frontRightWingDamage"), // %
    u8("rearWingDamage"), // %
    u8("floorDamage"), // %
    u8("diffuserDamage"), // %
    u8("sidepodDamage"), // %
    u8("drsFault"), // 0/1
    u8("ersFault"), // 0/1
    u8("gearBoxDamage"), // %
    u8("engineDamage"), // %
    u8("engineMGUHWear"), // %
    u8("engineESWear"), // %
    u8("engineCEWear"), // %
    u8("engineICEWear"), // %
    u8("engineMGUKWear"), // %
    u8("engineTCWear"), // %
    u8("engineBlown"), // 0/1
    u8("engineSeized"), // 0/1
  ]),
]);
