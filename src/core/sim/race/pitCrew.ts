import type {Random} from "../../signal/random.js";
import {Tyres} from "../tyres.js";
import type {PitLane} from "./pitLane.js";
import type {Racer} from "./racer.js";
import {nextCompound} from "./strategy.js";

export interface PitSituation {
  time: number;
  laps: number;
  wetness: number;
  safetyCar: boolean;
  /** every car comes in and waits */
  redFlag: boolean;
  /** whether a car that is ready may leave its box; when true it is taken to leave */
  mayLeave(racer: Racer): boolean;
}

/** m after which a car has missed its box; nearer it still slows for it */
const PAST_BOX = 1;

/** Calls cars in, guides them through the pit lane and changes their tyres. */
export class PitCrew {
  constructor(
    private readonly lane: PitLane,
    private readonly racers: readonly Racer[],
    private readonly draw: Random,
    private readonly wearScale: number,
  ) {}

  /** Writes the orders of a visit, or decides on one. `before`: distance of the car one step ago, m. */
  step(racer: Racer, before: number, situation: PitSituation): void {
    const {lane} = this;
    const {car} = racer;
    const place = lane.place(car.lapPosition);
    const previous = place - (car.distance - before);
    if (!racer.pit) {
      if (racer.status === "running" && previous < lane.decision && place >= lane.decision)
        this.decide(racer, situation);
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
      racer.heldPlace = Infinity;
    }
    if (pit.phase === "called") return;
    this.guide(racer, place, situation);
  }

  private decide(racer: Racer, {time, laps, wetness, safetyCar, redFlag}: PitSituation): void {
    const {car, timing, entrant} = racer;
    const compound = nextCompound({
      lap: timing.lap,
      laps,
      compound: racer.compound,
      wear: Math.max(...car.tyres.wear),
      wetness,
      safetyCar,
      redFlag,
      stops: racer.stopsLeft,
      patience: 0.03 * (1 - entrant.style.boldness) + 0.02 * this.draw.next(),
      damaged: racer.wingDamage > 30 || Math.max(...car.tyres.lost) > 0.3,
    });
    if (!compound) return;
    racer.pit = {
      phase: "called",
      compound,
      box: this.lane.boxAt(racer.index),
      lap: timing.lap,
      entered: 0,
      stopped: 0,
      until: 0,
      free: false,
    };
    racer.manoeuvre = null;
    racer.noAttackUntil = time;
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
      // cars on the road beside it keep their place
      const best = car.offset - driver.besideLine();
      orders.offset = Math.max(best + orders.besideLow, Math.min(best + orders.besideHigh, orders.offset));
    }
    // the limit 0.17 s ahead too: the pedals need that long
    const soon = place + 0.17 * car.v;
    const box = pit.phase === "in" ? pit.box : undefined;
    orders.speed = Math.min(orders.speed, lane.speed(soon, box), lane.speed(place, box));
    if (pit.entered === 0 && place >= lane.limitFrom) pit.entered = time;
    // with too little grip to stop at its box it is served where it stops: it would go round and round under a red flag
    const isPast = pit.phase === "in" && place > pit.box + PAST_BOX;
    if (isPast) orders.speed = 0;
    if (pit.phase === "in" && car.v < 0.3 && (isPast || Math.abs(place - pit.box) < 2.5)) this.arrive(racer, time);
    if (pit.phase === "box") {
      orders.speed = 0;
      car.brake = Math.max(car.brake, 0.3);
      pit.free ||= redFlag;
      if (time >= pit.until && this.isLaneClear(racer) && situation.mayLeave(racer)) this.release(racer);
    }
    if (pit.phase === "out" && place >= lane.exit && this.hasJoined(racer, place)) {
      racer.pit = null;
      orders.offset = Number.NaN;
      driver.startFromPresentOffset();
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
    car.tyres.wearScale = this.wearScale;
    racer.wingDamage = 0;
    if (!pit.free) racer.stops++;
    racer.stints[racer.stints.length - 1].endLap = pit.lap;
    racer.stints.push({compound: pit.compound, startLap: pit.lap + 1, endLap: null});
    racer.stopsLeft = racer.stopsLeft.filter(({lap}) => lap > pit.lap + 1);
    racer.tyresFittedAt = car.distance;
    racer.driver.makePlan();
    pit.phase = "out";
  }

  /** Whether a car is on the road and near the best line: at speed it cannot cross the whole road to it. */
  private hasJoined({car, driver}: Racer, place: number): boolean {
    if (Math.abs(car.offset) > car.circuit.description.widthM / 2) return false;
    return Math.abs(driver.besideLine()) < 3.5 || place > this.lane.exit + 300;
  }

  /** Whether no car passes the box in the fast lane. */
  private isLaneClear(racer: Racer): boolean {
    const {lane} = this;
    const box = racer.pit!.box;
    return !this.racers.some((other) => {
      if (other === racer || !other.pit || other.pit.phase === "box") return false;
      const place = lane.place(other.car.lapPosition);
      return Math.abs(other.car.offset - lane.lane) < 3.5 && place > box - 28 && place < box + 7;
    });
  }
}
