import type {Circuit} from "../../track/circuit.js";

/** m from the road's edge to the fast lane, and from that to the boxes */
const LANE_BESIDE = 9;
const BOX_BESIDE = 4.5;
/** m on either side of the line under the limiter, and to leave and join the road */
const LIMITED = 165;
const LEAVING = 190;
const JOINING = 170;
const BOX_SPACING = 12.5;
const INTO_BOX = 12;
/** m/s² with which cars slow down for the lane and for their box */
const SLOWING = 22;
const STOPPING = 7;
const EARLY = 6; // m

/**
 * A pit lane along the start straight, made from the circuit: on the inner side, a box for each car. Places in it are metres
 * from the line, negative before it.
 */
export class PitLane {
  /** the lane's side: 1 left, −1 right of the road */
  readonly side: number;
  readonly limit: number;
  readonly entry = -LIMITED - LEAVING;
  readonly limitFrom = -LIMITED;
  readonly limitTo = LIMITED;
  readonly exit = LIMITED + JOINING;
  /** metres left of the centre line */
  readonly lane: number;
  readonly box: number;
  /** where cars are to decide, before the entry */
  readonly decision = this.entry - 60;

  constructor(readonly circuit: Circuit) {
    const {description, yaw, n} = circuit;
    this.side = yaw[n] > yaw[0] ? 1 : -1;
    this.limit = description.pitSpeedLimitKmh / 3.6;
    this.lane = this.side * (description.widthM / 2 + LANE_BESIDE);
    this.box = this.lane + this.side * BOX_BESIDE;
  }

  /** Metres from the line of car `slot`'s box. */
  boxAt(slot: number): number {
    return (slot - 10.5) * BOX_SPACING;
  }

  /** Metres from the nearest passage of the line, negative before it. */
  place(lapPosition: number): number {
    const {lengthM} = this.circuit;
    return lapPosition > lengthM / 2 ? lapPosition - lengthM : lapPosition;
  }

  /** How much of the way from the road (0) to the lane (1) is made at a place. */
  share(place: number): number {
    if (place <= this.limitFrom) return smooth((place - this.entry) / LEAVING);
    // on the road a while before the end, so that it begins from a settled place
    return 1 - smooth((place - this.limitTo) / (JOINING - 60));
  }

  /** Metres left of the centre at a place, for a car that stops at `box` (undefined: it drives through), from `road`. */
  offset(place: number, road: number, box?: number): number {
    const share = this.share(place);
    let lane = this.lane;
    if (box !== undefined) {
      const away = Math.abs(place - box);
      lane += (this.box - this.lane) * smooth(1 - (away - 3) / INTO_BOX);
    }
    return road + (lane - road) * share;
  }

  /** Most speed at a place on the way in: the limiter's in the lane, before it what can still be braked; m/s. */
  speed(place: number, box?: number): number {
    let most = place > this.limitTo ? Infinity : this.limit;
    // at the limit a little before the lane begins
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
