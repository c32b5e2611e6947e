import type {Car} from "../car.js";
import type {Race} from "../race/race.js";
import {type Random, random} from "../random.js";
import type {FaultLabel} from "./labels.js";
import {type FaultPlan, TIMED_FAULTS} from "./plan.js";
import {SENSORS, type Sensor, type SensorChannel, type Sensors} from "./sensors.js";
import {takeSnapshot} from "./snapshot.js";

/** A race under way, as something sends it. */
export interface Faulted {
  readonly race: Race;
  /** The race was put back to a session time, s: goes on from there. */
  rewind(time: number): void;
  /** Nothing is driven for so many seconds. */
  pause(seconds: number): void;
  /** Stops before the end, as when a player starts the session again. */
  abandon(): void;
}

export interface TimedFaultsOptions {
  seed: number;
  plan: FaultPlan;
  cars: number;
  player: number;
  /** about how long the race lasts, s */
  duration: number;
  /** slots whose sensors are shown, and which of them; all when absent */
  shown?: readonly number[];
  sensors?: readonly Sensor[];
}

/** A fault from one session time to another, s. */
interface Timed {
  kind: string;
  car: number;
  from: number;
  to: number;
  size: number;
  channel: SensorChannel;
  element: number;
  /** what a sensor shows meanwhile; undefined until it begins */
  shows?: number;
  begun?: boolean;
  /** of a flashback: puts the race back */
  restore?: () => void;
}

const SENSOR_FAULTS = ["dropout", "spike", "stuck"];
const CAR_FAULTS = ["brakes", "puncture", "misfire"];
/** s that the player drives on before going back another time */
const BETWEEN_FLASHBACKS = 12;

/** Faults that have their time: drawn for a race, done as it runs, written down as they begin. */
export class TimedFaults implements Sensors {
  private readonly timed: Timed[] = [];
  private readonly draw: Random;
  private time = 0;

  constructor(
    options: TimedFaultsOptions,
    private readonly labels: FaultLabel[],
  ) {
    const {seed, plan} = options;
    this.draw = random(seed, 9200);
    for (const kind of TIMED_FAULTS)
      for (let k = 0; k < (plan[kind] ?? 0); k++) this.timed.push(this.make(kind, options));
    this.timed.sort((a, b) => a.from - b.from);
    // the player goes back one time after the other
    let free = 0;
    for (const fault of this.timed.filter(({kind}) => kind === "flashback")) {
      const shift = Math.max(0, free - fault.from);
      fault.from += shift;
      fault.to += shift;
      free = fault.to + BETWEEN_FLASHBACKS;
    }
  }

  /** Does what is due at a session time, s, before the race is driven to it. */
  frame(faulted: Faulted, time: number): void {
    this.time = time;
    for (const fault of this.timed) {
      const {kind, from, to} = fault;
      if (kind === "flashback") this.flashback(fault, faulted, time);
      else if (kind === "pause" || kind === "restart") {
        if (!fault.begun && time >= from) this.interrupt(fault, faulted, time);
      } else if (CAR_FAULTS.includes(kind)) this.breakCar(fault, faulted.race, time);
      else if (SENSOR_FAULTS.includes(kind) && !fault.begun && time >= from && time < to) this.note(fault, time);
    }
  }

  /** Sensors that have failed and are shown so now. */
  failing(): {slot: number; channel: SensorChannel; element: number}[] {
    const {time} = this;
    return this.timed
      .filter(({kind, begun, from, to}) => begun && time >= from && time < to && SENSOR_FAULTS.includes(kind))
      .map(({car, channel, element}) => ({slot: car, channel, element}));
  }

  read(slot: number, channel: SensorChannel, element: number, value: number): number {
    const {time} = this;
    let shown = value;
    for (const fault of this.timed) {
      if (fault.car !== slot || fault.channel !== channel || fault.element !== element) continue;
      if (!fault.begun || time < fault.from || time >= fault.to || !SENSOR_FAULTS.includes(fault.kind)) continue;
      fault.shows ??= fault.kind === "stuck" ? value : fault.kind === "spike" ? fault.size : 0;
      shown = fault.shows;
    }
    return shown;
  }

  private make(kind: string, {cars, player, duration, shown, sensors = SENSORS}: TimedFaultsOptions): Timed {
    const {draw} = this;
    const {channel, elements, spike} = sensors[Math.floor(draw.next() * sensors.length)];
    const from = duration * (0.12 + 0.7 * draw.next());
    const wheel = Math.floor(draw.next() * 4);
    const lasts: Record<string, number> = {flashback: 3 + 5 * draw.next(), pause: 0, restart: 0, spike: 0.15};
    const seconds = lasts[kind] ?? (kind === "puncture" ? 90 : 8 + 14 * draw.next());
    const sensor = SENSOR_FAULTS.includes(kind);
    const sizes: Record<string, number> = {
      ...{pause: 5 + Math.round(20 * draw.next()), spike, brakes: 0.35 + 0.3 * draw.next()},
      ...{puncture: 0.35 + 0.3 * draw.next(), misfire: 0.3 + 0.3 * draw.next()},
    };
    const any = draw.next();
    const car = !sensor && !CAR_FAULTS.includes(kind) ? player : Math.floor(any * cars);
    return {
      ...{kind, channel, from, to: from + seconds, size: sizes[kind] ?? 0},
      car: sensor && shown ? shown[Math.floor(any * shown.length)] : car,
      element: sensor ? Math.min(wheel, elements - 1) : wheel,
    };
  }

  /** What counts is the time at which it was begun: a race that went back comes by again, and the fault with it. */
  private note(fault: Timed, time: number): FaultLabel {
    const {kind, car, to, size, channel, element} = fault;
    const sensor = SENSOR_FAULTS.includes(kind);
    const label: FaultLabel = {
      ...{kind, from: time, to},
      ...((sensor || CAR_FAULTS.includes(kind)) && {car}),
      ...(sensor && {channel, element}),
      ...(kind === "puncture" && {element}),
      ...(size > 0 && {size}),
    };
    fault.begun = true;
    this.labels.push(label);
    return label;
  }

  private flashback(fault: Timed, faulted: Faulted, time: number): void {
    if (fault.begun) return;
    const {race} = faulted;
    if (!fault.restore && time >= fault.from) {
      fault.from = time;
      fault.restore = takeSnapshot(race, [race.circuit, race.line, race.road]);
    }
    if (!fault.restore || time < fault.to) return;
    fault.restore();
    fault.restore = undefined;
    fault.begun = true;
    this.labels.push({kind: "flashback", from: time, to: fault.from, size: time - fault.from});
    race.racers[fault.car].driver.thinkAgain(7);
    faulted.rewind(fault.from);
  }

  private interrupt(fault: Timed, faulted: Faulted, time: number): void {
    this.note(fault, time).to = time;
    if (fault.kind === "pause") faulted.pause(fault.size);
    else faulted.abandon();
  }

  private breakCar(fault: Timed, race: Race, time: number): void {
    const racer = race.racers[fault.car];
    const on = time >= fault.from && time < fault.to;
    if (!on) {
      if (fault.begun && fault.shows === 1) {
        set(racer.car, fault, 0, time);
        fault.shows = 0;
      }
      return;
    }
    if (!racer.active) return;
    if (!fault.begun) this.note(fault, time);
    set(racer.car, fault, 1, time);
    fault.shows = 1;
  }
}

/** Puts a fault on a car (1) or takes it off (0). A puncture leaks over its whole time and stays until the tyre is changed. */
function set(car: Car, {kind, size, element, from, to}: Timed, on: number, time: number): void {
  if (kind === "brakes") car.brakePart = 1 - on * size;
  else if (kind === "puncture" && on) car.tyres.lost[element] = size * ((time - from) / (to - from));
  // every few combustions are missed: the power comes in jerks
  else if (kind === "misfire") car.enginePart = 1 - on * size * (Math.floor(time * 11) % 2);
}
