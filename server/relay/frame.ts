import {encodeRecord} from "../../src/core/live/wire/wireFrames.js";
import {LIVE_TOPICS, type LiveTopic} from "../../src/core/messages/topics.js";
import type {RelayCodec, RelayEntry} from "./ports.js";
import type {RelaySession} from "./session.js";

/** A log entry to be sent to clients. Its encodings are cached: many clients receive the same. */
export class RelayFrame {
  readonly topic: number;
  readonly name: LiveTopic;
  readonly car: number;
  readonly value: Uint8Array;
  /** when it was read from the log, ms since 1970; NaN in a backfill */
  read = Number.NaN;
  #records = new Map<string, Uint8Array>();
  #plain: Record<string, unknown> | undefined;

  constructor(
    readonly entry: RelayEntry,
    readonly session: RelaySession,
    readonly codec: RelayCodec,
  ) {
    this.name = entry.topic;
    this.topic = LIVE_TOPICS.indexOf(entry.topic);
    this.value = codec.value(entry);
    this.car = codec.carOf(entry.topic, this.value);
  }

  /** The binary record of this frame with all channels (null) or those given; `key` identifies the choice. */
  record(channels: readonly string[] | null, key: string): Uint8Array {
    const chosen = this.name === "telemetry" ? channels : null;
    let record = this.#records.get(chosen ? key : "");
    if (!record) {
      const {partition, offset, timestamp} = this.entry;
      record = encodeRecord({
        topic: this.topic,
        session: this.session.number,
        partition,
        offset,
        arrival: timestamp,
        payload: chosen ? this.codec.keep(this.value, chosen) : this.value,
      });
      this.#records.set(chosen ? key : "", record);
    }
    return record;
  }

  /** The frame as an object, for JSON clients. */
  plain(channels: readonly string[] | null): Record<string, unknown> {
    const {partition, offset, timestamp} = this.entry;
    const frame = {topic: this.name, session: this.session.id, partition, offset, arrival: timestamp};
    if (channels && this.name === "telemetry")
      return {...frame, value: this.codec.plain(this.name, this.codec.keep(this.value, channels))};
    this.#plain ??= {...frame, value: this.codec.plain(this.name, this.value)};
    return this.#plain;
  }
}

/** Identifies a topic's partition. */
export function feedOf(topic: number, partition: number): number {
  return topic * 65_536 + partition;
}
