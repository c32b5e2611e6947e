import type {Random} from "../random.js";
import {Tyres} from "../tyres.js";
import type {PitLane} from "./pitLane.js";
import type {Racer} from "./racer.js";
import {pitCall} from "./strategy.js";

export interface PitSituation {
  time: number;
  laps: number;
  wetness: number;
  safetyCar: boolean;
  /** everyone comes in and stands */
  redFlag: boolean;
  /** whether the pit lane lets a car go that is ready; it goes then */
  mayLeave(racer: Racer): boolean;
}

/** Calls cars in, guides them through the lane, changes their tyres. */
export class PitCrew {
  constructor(
    private readonly lane: PitLane,
    private readonly racers: readonly Racer[],
    private readonly draw: Random,
    private readonly wear: number,
  ) {}

  /** Orders of a car for its visit, if it is on one or is now called. `before`: metres of the way a step ago. */
  step(racer: Racer, before: number, situation: PitSituation): void {
    const {lane} = this;
    const {car} = racer;
    const place = lane.place(car.lapPosition);
    const was = place - (car.distance - before);
    if (!racer.pit) {
      if (racer.status === "running" && was < lane.decision && place >= lane.decision) this.ask(racer, situation);
      return;
    }
    const {pit} = racer;
    if (racer.status !== "running" && racer.status !== "finished") {
      racer.pit = null;
      return;
    }
    if (pit.phase === "called" && place >= lane.entry && place < lane.limitTo) {
      pit.phase = "in";
      racer.pitThisLap = true;
      racer.placeHeld = Infinity;
    }
    if (pit.phase === "called") return;
    this.guide(racer, place, situation);
  }

  private ask(racer: Racer, {time, laps, wetness, safetyCar, redFlag}: PitSituation): void {
    const {car, timing, entrant} = racer;
    const compound = pitCall({
      ...{lap: timing.lap, laps, wetness, safetyCar, stops: racer.stopsLeft, compound: racer.compound},
      wear: Math.max(...car.tyres.wear),
      patience: 0.03 * (1 - entrant.style.boldness) + 0.02 * this.draw.next(),
      redFlag,
      damaged: racer.wingDamage > 30 || Math.max(...car.tyres.lost) > 0.3,
    });
    if (!compound) return;
    racer.pit = {
      phase: "called",
      compound,
      box: this.lane.boxAt(racer.index),
      lap: timing.lap,
      ...{entered: 0, stopped: 0, until: 0, free: false},
    };
    racer.manoeuvre = null;
    racer.patientUntil = time;
  }

  private guide(racer: Racer, place: number, situation: PitSituation): void {
    const {lane} = this;
    const {time, redFlag} = situation;
    const {car, driver} = racer;
    const {orders} = driver;
    const pit = racer.pit!;
    const edge = lane.side * (car.circuit.description.widthM / 2 - 1.3);
    const aimed = pit.phase === "out" && place > pit.box + 20 ? undefined : pit.box;
    orders.offset = lane.offset(place, edge, aimed);
    if (pit.phase === "out" && place > lane.limitTo + 30) {
      // who is on the road beside it keeps their place
      const best = car.offset - driver.besideLine();
      orders.offset = Math.max(best + orders.besideLow, Math.min(best + orders.besideHigh, orders.offset));
    }
    // the speed a moment ahead: the foot is late by that much
    const on = place + 0.17 * car.v;
    const box = pit.phase === "in" ? pit.box : undefined;
    orders.speed = Math.min(orders.speed, lane.speed(on, box), lane.speed(place, box));
    if (pit.entered === 0 && place >= lane.limitFrom) pit.entered = time;
    if (pit.phase === "in" && car.v < 0.3 && Math.abs(place - pit.box) < 2.5) this.arrive(racer, time);
    if (pit.phase === "box") {
      orders.speed = 0;
      car.brake = Math.max(car.brake, 0.3);
      pit.free ||= redFlag;
      if (time >= pit.until && this.clear(racer) && situation.mayLeave(racer)) this.release(racer);
    }
    if (pit.phase === "out" && place >= lane.exit && this.joined(racer, place)) {
      racer.pit = null;
      orders.offset = Number.NaN;
      driver.takePlace();
    }
  }

  private arrive(racer: Racer, time: number): void {
    const pit = racer.pit!;
    pit.phase = "box";
    pit.stopped = time;
    const slow = this.draw.next() < 0.08 ? 1 + 5 * this.draw.next() : 0;
    pit.until = time + 2.1 + 0.9 * this.draw.next() + slow + (racer.wingDamage > 30 ? 6 : 0);
  }

  private release(racer: Racer): void {
    const {car} = racer;
    const pit = racer.pit!;
    car.tyres = new Tyres(pit.compound, undefined, pit.compound.bestTemperature - 22);
    car.tyres.wearScale = this.wear;
    racer.wingDamage = 0;
    // a change under a red flag is no stop
    if (!pit.free) racer.stops++;
    racer.stints[racer.stints.length - 1].endLap = pit.lap;
    racer.stints.push({compound: pit.compound, startLap: pit.lap + 1, endLap: null});
    racer.stopsLeft = racer.stopsLeft.filter(({lap}) => lap > pit.lap + 1);
    racer.tyresFrom = car.distance;
    racer.driver.makePlan();
    pit.phase = "out";
  }

  /** On the road, and the best line near: across the road to it would be too far at speed. */
  private joined({car, driver}: Racer, place: number): boolean {
    if (Math.abs(car.offset) > car.circuit.description.widthM / 2) return false;
    return Math.abs(driver.besideLine()) < 3.5 || place > this.lane.exit + 300;
  }

  /** Nobody comes by in the lane. */
  private clear(racer: Racer): boolean {
    const {lane} = this;
    const box = racer.pit!.box;
    return !this.racers.some((other) => {
      if (other === racer || !other.pit || other.pit.phase === "box") return false;
      const place = lane.place(other.car.lapPosition);
      return Math.abs(other.car.offset - lane.lane) < 3.5 && place > box - 28 && place < box + 7;
    });
  }
}
