import type {Race} from "../race/race.js";
import type {Racer} from "../race/racer.js";
import {type CarLocation, SimCar, type SimSession} from "./simSession.js";

/** A race as a session of any game. */
export class RaceSession implements SimSession {
  readonly kind = "race";
  readonly cars: readonly SimCar[];
  readonly yellow: [boolean, boolean, boolean] = [false, false, false];
  time = 0;

  constructor(readonly race: Race) {
    this.cars = race.racers.map(
      ({index, entrant: {name, raceNumber}, car, timing}) => new SimCar(index, name, raceNumber, car, timing),
    );
    this.read();
  }

  get circuit(): Race["circuit"] {
    return this.race.circuit;
  }

  get laps(): number {
    return this.race.laps;
  }

  get events(): Race["events"] {
    return this.race.events;
  }

  get started(): boolean {
    return this.race.started;
  }

  get chequered(): boolean {
    return this.race.control.chequered;
  }

  get done(): boolean {
    return this.race.done;
  }

  get safetyCar(): number {
    return this.race.control.safetyCarStatus;
  }

  get redFlag(): boolean {
    return this.race.control.redFlag;
  }

  get airTemperature(): number {
    return this.race.weather.airTemperature;
  }

  get roadTemperature(): number {
    return this.race.weather.roadTemperature;
  }

  get rain(): number {
    return this.race.weather.rain;
  }

  get wetness(): number {
    return this.race.weather.wetness;
  }

  get progress(): {part: number; text: string} {
    return this.race.progress;
  }

  advance(time: number): void {
    this.race.advance(time);
    this.time = time;
    this.read();
  }

  private read(): void {
    const {race, cars, yellow} = this;
    for (const racer of race.racers) this.readCar(racer, cars[racer.index]);
    for (const racer of race.order.list) {
      const ahead = race.order.list[racer.position - 2];
      const gap = ahead && racer.active && ahead.active ? 1000 * race.gap(ahead, racer) : Number.NaN;
      cars[racer.index].gapAheadMs = gap;
      if (ahead) cars[ahead.index].gapBehindMs = gap;
    }
    yellow.fill(false);
    for (let zone = 0; zone < race.control.zones.length; zone++) {
      const at = (zone / race.control.zones.length) * race.circuit.lengthM;
      const [second, third] = race.circuit.description.sectorStartsM;
      if (race.control.zones[zone] === 3) yellow[at < second ? 0 : at < third ? 1 : 2] = true;
    }
  }

  private readCar(racer: Racer, out: SimCar): void {
    const {timing, car} = racer;
    out.lapMs = timing.started ? Math.max(0, Math.floor(this.time * 1000) - timing.lapStartMs) : 0;
    if (timing.started) out.delta.update(car.lapPosition / timing.lengthM, out.lapMs, timing);
    out.position = racer.position;
    out.location = this.locationOf(racer);
    out.limiter = racer.limited(this.race.lane);
    out.drsOpen = racer.drsOpen;
    out.drsAllowed = racer.drsAllowed;
    out.flag = racer.flag;
    out.finished = racer.status === "finished";
    out.gapAheadMs = out.gapBehindMs = Number.NaN;
    out.penaltySeconds = racer.penaltySeconds;
    out.penalties = racer.penalties;
    out.stops = racer.stints.length - 1;
    out.wingDamage = racer.wingDamage;
  }

  private locationOf({pit, car}: Racer): CarLocation {
    const {lane} = this.race;
    if (pit === null || pit.phase === "called") return "road";
    if (pit.phase === "box") return "box";
    const place = lane.place(car.lapPosition);
    if (place < lane.limitFrom) return "entry";
    if (place < lane.limitTo) return "lane";
    return place < lane.exit ? "exit" : "road";
  }
}
