import {type Random, random} from "../../signal/random.js";
import type {Car} from "../car.js";
import type {Race} from "../race/race.js";
import type {FaultLabel} from "./labels.js";
import {CAR_FAULTS, type FaultPlan, SENSOR_FAULTS, SESSION_FAULTS, TIMED_FAULTS} from "./plan.js";
import {SENSORS, type Sensor, type SensorChannel, type Sensors} from "./sensors.js";
import {takeSnapshot} from "./snapshot.js";

/** A running race and its sender, as timed faults act on them. */
export interface FaultTarget {
  readonly race: Race;
  /** Continues from a session time, s, to which the race was put back. */
  rewind(time: number): void;
  /** Stops the simulation for so many seconds. */
  pause(seconds: number): void;
  /** Stops before the end, as when a player restarts the session. */
  abandon(): void;
}

export interface TimedFaultsOptions {
  seed: number;
  plan: FaultPlan;
  cars: number;
  player: number;
  /** approximate duration of the race, s */
  duration: number;
  /** slots and sensors that the game's telemetry contains; all when absent */
  shown?: readonly number[];
  sensors?: readonly Sensor[];
}

/** A fault with its session times, s. */
interface TimedFault {
  kind: string;
  car: number;
  from: number;
  to: number;
  size: number;
  channel: SensorChannel;
  element: number;
  /** reading of a failed sensor, or 1 while a car fault is on; undefined until it begins */
  reading?: number;
  begun?: boolean;
  /** of a flashback: restores the race */
  restore?: () => void;
}

/** s between two flashbacks */
const BETWEEN_FLASHBACKS = 12;

/** Faults at certain times of a race: drawn from the seed, applied as the race runs, labelled as they begin. */
export class TimedFaults implements Sensors {
  private readonly timed: TimedFault[] = [];
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
    // flashbacks must not overlap
    let free = 0;
    for (const fault of this.timed.filter(({kind}) => kind === "flashback")) {
      const shift = Math.max(0, free - fault.from);
      fault.from += shift;
      fault.to += shift;
      free = fault.to + BETWEEN_FLASHBACKS;
    }
  }

  /** Applies the faults due at a session time, s; to be called before the race advances to it. */
  frame(target: FaultTarget, time: number): void {
    this.time = time;
    for (const fault of this.timed) {
      const {kind, from, to} = fault;
      if (kind === "flashback") this.flashback(fault, target, time);
      else if (SESSION_FAULTS.includes(kind)) {
        if (!fault.begun && time >= from) this.interrupt(fault, target, time);
      } else if (CAR_FAULTS.includes(kind)) this.breakCar(fault, target.race, time);
      else if (SENSOR_FAULTS.includes(kind) && !fault.begun && time >= from && time < to) this.begin(fault, time);
    }
  }

  /** The sensors that fail at present. */
  failing(): {slot: number; channel: SensorChannel; element: number}[] {
    const {time} = this;
    return this.timed
      .filter(({kind, begun, from, to}) => begun && time >= from && time < to && SENSOR_FAULTS.includes(kind))
      .map(({car, channel, element}) => ({slot: car, channel, element}));
  }

  read(slot: number, channel: SensorChannel, element: number, value: number): number {
    const {time} = this;
    let reading = value;
    for (const fault of this.timed) {
      if (fault.car !== slot || fault.channel !== channel || fault.element !== element) continue;
      if (!fault.begun || time < fault.from || time >= fault.to || !SENSOR_FAULTS.includes(fault.kind)) continue;
      fault.reading ??= fault.kind === "stuck" ? value : fault.kind === "spike" ? fault.size : 0;
      reading = fault.reading;
    }
    return reading;
  }

  private make(kind: string, {cars, player, duration, shown, sensors = SENSORS}: TimedFaultsOptions): TimedFault {
    const {draw} = this;
    const {channel, elements, spike} = sensors[Math.floor(draw.next() * sensors.length)];
    const from = duration * (0.12 + 0.7 * draw.next());
    const wheel = Math.floor(draw.next() * 4);
    const durations: Record<string, number> = {flashback: 3 + 5 * draw.next(), pause: 0, restart: 0, spike: 0.15};
    const seconds = durations[kind] ?? (kind === "puncture" ? 90 : 8 + 14 * draw.next());
    const sensor = SENSOR_FAULTS.includes(kind);
    const sizes: Record<string, number> = {
      pause: 5 + Math.round(20 * draw.next()),
      spike,
      brakes: 0.35 + 0.3 * draw.next(),
      puncture: 0.35 + 0.3 * draw.next(),
      misfire: 0.3 + 0.3 * draw.next(),
    };
    const any = draw.next();
    const car = !sensor && !CAR_FAULTS.includes(kind) ? player : Math.floor(any * cars);
    return {
      kind,
      channel,
      from,
      to: from + seconds,
      size: sizes[kind] ?? 0,
      car: sensor && shown ? shown[Math.floor(any * shown.length)] : car,
      element: sensor ? Math.min(wheel, elements - 1) : wheel,
    };
  }

  /** Labels a fault as it begins. After a flashback its time comes again, but it is not labelled twice. */
  private begin(fault: TimedFault, time: number): FaultLabel {
    const {kind, car, to, size, channel, element} = fault;
    const sensor = SENSOR_FAULTS.includes(kind);
    const label: FaultLabel = {
      kind,
      from: time,
      to,
      ...((sensor || CAR_FAULTS.includes(kind)) && {car}),
      ...(sensor && {channel, element}),
      ...(kind === "puncture" && {element}),
      ...(size > 0 && {size}),
    };
    fault.begun = true;
    this.labels.push(label);
    return label;
  }

  private flashback(fault: TimedFault, target: FaultTarget, time: number): void {
    if (fault.begun) return;
    const {race} = target;
    if (!fault.restore && time >= fault.from) {
      fault.from = time;
      fault.restore = takeSnapshot(race, [race.circuit, race.line, race.road]);
    }
    if (!fault.restore || time < fault.to) return;
    fault.restore();
    fault.restore = undefined;
    fault.begun = true;
    this.labels.push({kind: "flashback", from: time, to: fault.from, size: time - fault.from});
    race.racers[fault.car].driver.skipDraws(7);
    target.rewind(fault.from);
  }

  private interrupt(fault: TimedFault, target: FaultTarget, time: number): void {
    this.begin(fault, time).to = time;
    if (fault.kind === "pause") target.pause(fault.size);
    else target.abandon();
  }

  private breakCar(fault: TimedFault, race: Race, time: number): void {
    const racer = race.racers[fault.car];
    const on = time >= fault.from && time < fault.to;
    if (!on) {
      if (fault.begun && fault.reading === 1) {
        applyCarFault(racer.car, fault, 0, time);
        fault.reading = 0;
      }
      return;
    }
    if (!racer.active) return;
    if (!fault.begun) this.begin(fault, time);
    applyCarFault(racer.car, fault, 1, time);
    fault.reading = 1;
  }
}

/** Switches a car's fault on (1) or off (0). A puncture leaks over its duration and stays until the tyre is changed. */
function applyCarFault(car: Car, {kind, size, element, from, to}: TimedFault, on: number, time: number): void {
  if (kind === "brakes") car.brakePart = 1 - on * size;
  else if (kind === "puncture" && on) car.tyres.lost[element] = size * ((time - from) / (to - from));
  // the power is interrupted eleven times in two seconds
  else if (kind === "misfire") car.enginePart = 1 - on * size * (Math.floor(time * 11) % 2);
}
