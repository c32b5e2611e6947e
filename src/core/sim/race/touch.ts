import type {Racer} from "./racer.js";

/** distances between the centres of two cars at which they touch, along and across the road, m */
const TOUCH_ALONG = 5.3;
const TOUCH_ACROSS = 2.05;
/** closing speed of a hard contact, m/s */
const HARD = 3;
/** contact is nose to tail from this distance along, and up to this distance across the road, m */
const NOSE = 4;
const NOSE_ACROSS = 1.4;
/** largest sideways push per step, m */
const PUSH = 0.05;

/**
 * Separates cars that touch: nose to tail, the car behind slows to just below the speed of the car ahead; side to side, both are pushed
 * apart a little. Calls `touched(behind, ahead)` once for each hard contact.
 */
export function separate(racers: readonly Racer[], touched: (a: Racer, b: Racer) => void): void {
  for (let i = 0; i < racers.length; i++) {
    const a = racers[i];
    if (!a.active) continue;
    for (let j = i + 1; j < racers.length; j++) {
      const b = racers[j];
      if (!b.active || (a.pit && b.pit && (a.pit.phase === "box" || b.pit.phase === "box"))) continue;
      const across = a.car.offset - b.car.offset;
      if (Math.abs(across) > TOUCH_ACROSS) continue;
      const {lengthM} = a.car.circuit;
      let along = a.car.lapPosition - b.car.lapPosition;
      along -= lengthM * Math.round(along / lengthM);
      if (Math.abs(along) > TOUCH_ALONG) continue;
      const [ahead, behind] = along > 0 ? [a, b] : [b, a];
      const closing = behind.car.v - ahead.car.v;
      if (closing > 0 && Math.abs(along) > NOSE && Math.abs(across) < NOSE_ACROSS) {
        behind.car.v = Math.max(0, ahead.car.v - 0.5);
        ahead.car.v += Math.min(1, 0.2 * closing);
      } else {
        const by = (across >= 0 ? 1 : -1) * Math.min(PUSH, 0.2 * (TOUCH_ACROSS - Math.abs(across)));
        push(a, by);
        push(b, -by);
      }
      if (closing > HARD && Math.abs(across) < NOSE_ACROSS && behind.lastTouched !== ahead.index) {
        behind.lastTouched = ahead.index;
        touched(behind, ahead);
      }
    }
  }
}

function push({car}: Racer, left: number): void {
  car.x += left * Math.cos(car.course);
  car.z -= left * Math.sin(car.course);
  car.offset += left;
}
