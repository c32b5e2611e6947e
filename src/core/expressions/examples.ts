import type {MathChannel} from "./mathChannels.js";

/** Math channels that a workspace has until it has a file of its own. */
export const EXAMPLES: readonly MathChannel[] = [
  {
    name: "Combined g",
    expression: "hypot(gLateral, gLongitudinal)",
    unit: "g",
    about: "grip that is used, in any direction",
  },
  {
    name: "Steering with throttle",
    expression: "abs(steering) * throttle",
    unit: "%",
    about:
      "throttle while the wheel is still turned: high values are corners that are driven out of early, or with wheelspin",
  },
  {
    name: "Coasting",
    expression: "throttle < 5 % and brake < 5 % and speed > 30 km/h",
    about: "neither pedal is used",
  },
  {
    name: "Both pedals",
    expression: "throttle > 10 % and brake > 10 %",
    about: "brake and throttle at once",
  },
  {
    name: "Brake bias in use",
    expression: "brake > 5 % ? brakeBias : nan",
    unit: "%",
    about: "front brake bias while braking",
  },
  {
    name: "Speed per rpm",
    expression: "rpm > 1000 rpm ? smooth(speed / rpm, 0.2 s) : nan",
    unit: "km/h/rpm",
    about: "one level a gear; between levels the clutch slips or the wheels spin",
  },
  {
    name: "Acceleration by speed",
    expression: "derivative(smooth(speed, 0.3 s))",
    unit: "g",
    about: "longitudinal acceleration from the speed, to set beside the recorded one",
  },
  {
    name: "Brake onset",
    expression: "derivative(smooth(brake, 0.1 s))",
    unit: "%/s",
    about: "how fast the brake is applied and released",
  },
  {
    name: "Tyre temperature spread",
    expression: "tyreSurfaceTemp.spread",
    about: "hottest less coldest tyre, surface",
  },
  {
    name: "Front less rear tyres",
    expression: "tyreSurfaceTemp.front - tyreSurfaceTemp.rear",
    about: "surface temperature: above zero the front axle works harder",
  },
];
