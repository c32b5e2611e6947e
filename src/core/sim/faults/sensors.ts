/** The sensors between a car and a game's telemetry. */
export interface Sensors {
  /** The reading of a value: the value itself, or what a failed sensor reads. `element`: the wheel (RL, RR, FL, FR), or 0. */
  read(slot: number, channel: SensorChannel, element: number, value: number): number;
}

export type SensorChannel = "speed" | "engineRPM" | "brakesTemperature" | "tyresPressure" | "tyresSurfaceTemperature";

export interface Sensor {
  /** field of the F1 games' telemetry packet; labels use its name for every game */
  channel: SensorChannel;
  /** number per car */
  elements: number;
  /** reading during a spike, in the field's unit */
  spike: number;
}

/** Sensors that can fail. */
export const SENSORS: readonly Sensor[] = [
  {channel: "speed", elements: 1, spike: 480},
  {channel: "engineRPM", elements: 1, spike: 19_000},
  {channel: "brakesTemperature", elements: 4, spike: 1800},
  {channel: "tyresPressure", elements: 4, spike: 60},
  {channel: "tyresSurfaceTemperature", elements: 4, spike: 240},
];

/** Sensors that never fail. */
export const WORKING_SENSORS: Sensors = {read: (_slot, _channel, _element, value) => value};
