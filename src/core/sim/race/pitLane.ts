import type {Circuit} from "../../track/circuit.js";

/** m from the road's edge to the fast lane, and from there to the boxes */
const LANE_BESIDE = 9;
const BOX_BESIDE = 4.5;
/** m before and after the line with the speed limit, and lengths of the ways off and onto the road */
const LIMITED = 165;
const LEAVING = 190;
const JOINING = 170;
const BOX_SPACING = 12.5;
const INTO_BOX = 12;
/** deceleration before the limited lane and before the box, m/s² */
const SLOWING = 22;
const STOPPING = 7;
/** m before the limited lane at which a car has reached the limit */
const EARLY = 6;

/**
 * A pit lane along the start straight, on the inner side of the circuit, with a box for each car. Places in it are metres from the
 * line, negative before it.
 */
export class PitLane {
  /** 1 left of the road, −1 right of it */
  readonly side: number;
  /** speed limit, m/s */
  readonly limit: number;
  readonly entry = -LIMITED - LEAVING;
  readonly limitFrom = -LIMITED;
  readonly limitTo = LIMITED;
  readonly exit = LIMITED + JOINING;
  /** m left of the centre line: fast lane and boxes */
  readonly lane: number;
  readonly box: number;
  /** place before the entry at which the crew decides whether the car comes in */
  readonly decision = this.entry - 60;

  constructor(readonly circuit: Circuit) {
    const {description, yaw, n} = circuit;
    this.side = yaw[n] > yaw[0] ? 1 : -1;
    this.limit = description.pitSpeedLimitKmh / 3.6;
    this.lane = this.side * (description.widthM / 2 + LANE_BESIDE);
    this.box = this.lane + this.side * BOX_BESIDE;
  }

  /** Place of the box of car `slot`. */
  boxAt(slot: number): number {
    return (slot - 10.5) * BOX_SPACING;
  }

  /** Place of a lap position: m from the line, negative before it. */
  place(lapPosition: number): number {
    const {lengthM} = this.circuit;
    return lapPosition > lengthM / 2 ? lapPosition - lengthM : lapPosition;
  }

  /** Sideways position at a place, between the road (0) and the lane (1). */
  private share(place: number): number {
    if (place <= this.limitFrom) return smooth((place - this.entry) / LEAVING);
    // on the road 60 m before the exit, so that the car has settled when it joins
    return 1 - smooth((place - this.limitTo) / (JOINING - 60));
  }

  /**
   * Metres left of the centre line to drive at a place. `road`: the offset on the road, m; `box`: place of the box where the car stops,
   * undefined when it drives through.
   */
  offset(place: number, road: number, box?: number): number {
    const share = this.share(place);
    let lane = this.lane;
    if (box !== undefined) {
      const away = Math.abs(place - box);
      lane += (this.box - this.lane) * smooth(1 - (away - 3) / INTO_BOX);
    }
    return road + (lane - road) * share;
  }

  /** Highest speed at a place, m/s: the limit in the lane; before it the speed from which the car can still brake. */
  speed(place: number, box?: number): number {
    let most = place > this.limitTo ? Infinity : this.limit;
    const before = Math.max(0, this.limitFrom - EARLY - place);
    if (place < this.limitFrom) most = Math.sqrt(most * most + 2 * SLOWING * before);
    if (box !== undefined && place <= box + 1)
      most = Math.min(most, Math.sqrt(2 * STOPPING * Math.max(0, box - place)));
    return most;
  }
}

function smooth(f: number): number {
  const t = Math.max(0, Math.min(1, f));
  return t * t * (3 - 2 * t);
}
