import type {LiveEvent} from "../../messages/events.js";
import {eventKey, LIVE_TOPICS, TOPICS} from "../../messages/topics.js";

/** Events of one topic at most. */
const MOST_EVENTS = 20_000;
/** Topics whose events expire with the rows, but for best sectors: other sector times are in the lap events. */
const EXPIRING: ReadonlySet<string> = new Set(LIVE_TOPICS.filter((topic) => "frequent" in TOPICS[topic]));

/** Events by topic, in the order they came. */
export class EventStore {
  readonly #byTopic = new Map<string, Map<string, LiveEvent>>();

  /** @param keepS s that frequent events are kept; 0: for ever */
  constructor(readonly keepS: number) {}

  /** Adds an event, or replaces the earlier one with the same identity (see TOPICS). */
  add(event: LiveEvent): void {
    const events = this.#byTopic.get(event.topic) ?? new Map<string, LiveEvent>();
    this.#byTopic.set(event.topic, events);
    events.set(eventKey(event), event);
    if (this.keepS > 0 && EXPIRING.has(event.topic))
      for (const [key, old] of events) {
        if (old.sessionTime >= event.sessionTime - this.keepS) break;
        if (!(old.topic === "sector-times" && old.best)) events.delete(key);
      }
    if (events.size > MOST_EVENTS) events.delete(events.keys().next().value!);
  }

  /** The events of a topic up to a session time, oldest first. */
  upTo<T extends LiveEvent["topic"]>(topic: T, time: number): Extract<LiveEvent, {topic: T}>[] {
    const all = [...(this.#byTopic.get(topic)?.values() ?? [])] as Extract<LiveEvent, {topic: T}>[];
    return all.filter(({sessionTime}) => sessionTime <= time).sort((a, b) => a.sessionTime - b.sessionTime);
  }

  /** Removes a car's events after a session time: a flashback undid them. */
  rewind(car: number, time: number): void {
    for (const events of this.#byTopic.values())
      for (const [key, event] of events) if (event.car === car && event.sessionTime > time) events.delete(key);
  }

  clear(): void {
    this.#byTopic.clear();
  }
}
