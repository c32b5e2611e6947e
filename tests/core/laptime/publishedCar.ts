import type {LapCar} from "../../../src/core/laptime/car.js";

/**
 * An F1 car of 2017, the numbers of TUMFTM/laptime-simulation's parameter file F1_Shanghai.ini, in our units. Its program leaves
 * 0.5 m/s below each cornering speed, limits front brakes by the inner wheel, and begins the lap with 4.58 MJ in the store.
 */
export const PUBLISHED_CAR: LapCar = {
  mass: 733,
  gravity: 9.81,
  toFront: 1.968,
  toRear: 1.632,
  cogHeight: 0.335,
  trackFront: 1.6,
  trackRear: 1.6,
  rolling: 0.03,
  airDensity: 1.18,
  dragArea: 1.56,
  liftAreaFront: 2.2,
  liftAreaRear: 2.68,
  openWing: 0.17,
  tyreFront: {muAlong: 1.65, muAcross: 1.85, nominalLoad: 3000, alongPerNewton: -5e-5, acrossPerNewton: -5e-5},
  tyreRear: {muAlong: 1.95, muAcross: 2.15, nominalLoad: 3000, alongPerNewton: -5e-5, acrossPerNewton: -5e-5},
  circumference: 2.073,
  growth: (0.045 / 200) * 3.6,
  engine: {power: 567e3, drop: 41e3, from: 10_500, peak: 11_400, to: 12_200},
  motor: {power: 120e3, torque: 200, driving: 0.9, braking: 0.15, turbine: 0.1, fromSpeed: 27.777, store: 4.58e6},
  gearbox: {
    ratios: [0.04, 0.07, 0.095, 0.117, 0.143, 0.172, 0.19, 0.206],
    shiftRpm: [10_000, 11_800, 11_800, 11_800, 11_800, 11_800, 11_800, 13_000],
    inertia: [1.16, 1.11, 1.09, 1.08, 1.08, 1.08, 1.07, 1.07],
    efficiency: 0.96,
  },
};

export const PUBLISHED_OPTIONS = {cornerMargin: 0.5, brakeByInnerFront: true};
