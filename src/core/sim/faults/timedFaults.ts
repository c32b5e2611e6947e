import type {Car} from "../car.js";
import {type F1Datagrams, FRAME_RATE} from "../f1Datagrams.js";
import type {F1RaceSender, Tamper} from "../race/f1RaceSender.js";
import {type Random, random} from "../random.js";
import type {FaultLabel} from "./labels.js";
import {type FaultPlan, TIMED_FAULTS} from "./plan.js";
import {takeSnapshot} from "./snapshot.js";

/** A fault from one session time to another, s. */
interface Timed {
  kind: string;
  car: number;
  from: number;
  to: number;
  size: number;
  channel: string;
  element: number;
  /** what a sensor shows meanwhile; undefined until it begins */
  shows?: number;
  begun?: boolean;
  /** of a flashback: puts the race back */
  restore?: () => void;
}

/** Sensors that fail: field of the telemetry packet, its elements a car, what a spike shows. */
const SENSORS: readonly (readonly [channel: string, elements: number, spike: number])[] = [
  ["speed", 1, 480],
  ["engineRPM", 1, 19_000],
  ["brakesTemperature", 4, 1800],
  ["tyresPressure", 4, 60],
  ["tyresSurfaceTemperature", 4, 240],
];
const TELEMETRY = 6;
const SENSOR_FAULTS = ["dropout", "spike", "stuck"];
const CAR_FAULTS = ["brakes", "puncture", "misfire"];

/** Faults that have their time: drawn for a race of about `duration` seconds, done as it runs, written down as they begin. */
export class TimedFaults implements Tamper {
  private readonly timed: Timed[] = [];
  private readonly draw: Random;

  constructor(
    seed: number,
    plan: FaultPlan,
    cars: number,
    player: number,
    duration: number,
    private readonly labels: FaultLabel[],
  ) {
    this.draw = random(seed, 9200);
    for (const kind of TIMED_FAULTS)
      for (let k = 0; k < (plan[kind] ?? 0); k++) this.timed.push(this.make(kind, cars, player, duration));
    this.timed.sort((a, b) => a.from - b.from);
    // the player goes back one time after the other
    let free = 0;
    for (const fault of this.timed.filter(({kind}) => kind === "flashback")) {
      const shift = Math.max(0, free - fault.from);
      fault.from += shift;
      fault.to += shift;
      free = fault.to + 12;
    }
  }

  frame(sender: F1RaceSender, time: number): void {
    for (const fault of this.timed) {
      const {kind, from, to} = fault;
      if (kind === "flashback") this.flashback(fault, sender, time);
      else if (kind === "pause" || kind === "restart") {
        if (!fault.begun && time >= from) this.interrupt(fault, sender, time);
      } else if (CAR_FAULTS.includes(kind)) this.breakCar(fault, sender, time);
      else if (SENSOR_FAULTS.includes(kind) && !fault.begun && time >= from && time < to) this.note(fault, time);
    }
  }

  packet(id: number, out: F1Datagrams, time: number): void {
    if (id !== TELEMETRY) return;
    const columns = out.columns[TELEMETRY];
    for (const fault of this.timed) {
      if (!fault.begun || time < fault.from || time >= fault.to || !SENSOR_FAULTS.includes(fault.kind)) continue;
      const column = columns[fault.channel];
      const at = fault.car * (column.length / 22) + fault.element;
      fault.shows ??= fault.kind === "stuck" ? column[at] : fault.kind === "spike" ? fault.size : 0;
      column[at] = fault.shows;
    }
  }

  private make(kind: string, cars: number, player: number, duration: number): Timed {
    const {draw} = this;
    const [channel, elements, spike] = SENSORS[Math.floor(draw.next() * SENSORS.length)];
    const from = duration * (0.12 + 0.7 * draw.next());
    const wheel = Math.floor(draw.next() * 4);
    const lasts: Record<string, number> = {flashback: 3 + 5 * draw.next(), pause: 0, restart: 0, spike: 0.15};
    const seconds = lasts[kind] ?? (kind === "puncture" ? 90 : 8 + 14 * draw.next());
    const sensor = SENSOR_FAULTS.includes(kind);
    const sizes: Record<string, number> = {
      ...{pause: 5 + Math.round(20 * draw.next()), spike, brakes: 0.35 + 0.3 * draw.next()},
      ...{puncture: 0.35 + 0.3 * draw.next(), misfire: 0.3 + 0.3 * draw.next()},
    };
    return {
      ...{kind, channel, from, to: from + seconds, size: sizes[kind] ?? 0},
      car: sensor || CAR_FAULTS.includes(kind) ? Math.floor(draw.next() * cars) : player,
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

  private flashback(fault: Timed, sender: F1RaceSender, time: number): void {
    if (fault.begun) return;
    const {race} = sender;
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
    sender.rewind(Math.round(fault.from * FRAME_RATE));
  }

  private interrupt(fault: Timed, sender: F1RaceSender, time: number): void {
    this.note(fault, time).to = time;
    if (fault.kind === "pause") sender.out.delay += fault.size;
    else sender.abandon();
  }

  private breakCar(fault: Timed, sender: F1RaceSender, time: number): void {
    const racer = sender.race.racers[fault.car];
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
