import type {BroadcastEvent} from "../../games/acc/readMessage.js";
import type {RaceEvent} from "../race/raceEvents.js";
import {accCarIndex} from "./accNumbers.js";
import {messageTime} from "./lapClock.js";
import type {SimSession} from "./simSession.js";

const EVENT = {green: 1, sessionOver: 2, penalty: 3, accident: 4, lap: 5, bestSession: 6, bestPersonal: 7} as const;
const NO_CAR = -1;
/** the F1 games' number of a retirement by terminal damage */
const TERMINAL_DAMAGE = 3;

/** The events of a simulated session as ACC broadcasts them. */
export class AccEvents {
  private readonly broadcast: BroadcastEvent[] = [];
  private read = 0;
  private readonly laps: number[];
  private best = Infinity;

  constructor(private readonly session: SimSession) {
    this.laps = session.cars.map(() => 0);
  }

  /** All events until now, in order. */
  all(): readonly BroadcastEvent[] {
    const {session, broadcast} = this;
    for (; this.read < session.events.length; this.read++) {
      const event = this.translate(session.events[this.read]);
      if (event) broadcast.push(event);
    }
    for (const {slot, timing} of session.cars)
      for (; this.laps[slot] < timing.laps.length; this.laps[slot]++) this.lap(slot, this.laps[slot]);
    return broadcast;
  }

  private translate({code, car, details, time}: RaceEvent): BroadcastEvent | undefined {
    switch (code) {
      case "LGOT":
        return this.event(EVENT.green, "Green flag", NO_CAR, time);
      case "CHQF":
        return this.event(EVENT.sessionOver, "Session over", NO_CAR, time);
      case "PENA":
        return this.event(EVENT.penalty, details?.time === 5 ? "5 s" : "Lap invalid", car, time);
      case "COLL":
        return this.event(EVENT.accident, "Accident", car, time);
      case "RTMT":
        return details?.reason === TERMINAL_DAMAGE ? this.event(EVENT.accident, "Accident", car, time) : undefined;
    }
  }

  private lap(slot: number, index: number): void {
    const {timing} = this.session.cars[slot];
    const lap = timing.laps[index];
    const {time} = this.session;
    const text = messageTime(lap.lapTimeMs);
    this.broadcast.push(this.event(EVENT.lap, text, slot, time));
    if (!lap.valid) return;
    const before = timing.laps.slice(0, index).filter(({valid}) => valid);
    if (lap.lapTimeMs < this.best) {
      this.best = lap.lapTimeMs;
      this.broadcast.push(this.event(EVENT.bestSession, text, slot, time));
    }
    if (before.every(({lapTimeMs}) => lap.lapTimeMs < lapTimeMs))
      this.broadcast.push(this.event(EVENT.bestPersonal, text, slot, time));
  }

  private event(event: number, text: string, slot: number | undefined, time: number): BroadcastEvent {
    const carIndex = slot === undefined || slot < 0 ? NO_CAR : accCarIndex(slot);
    return {type: "event", event, text, timeMs: Math.round(1000 * time), carIndex};
  }
}
