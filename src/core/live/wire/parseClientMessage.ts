import {CHANNELS} from "../../channels/catalogue.js";
import {LIVE_TOPICS, type LiveTopic} from "../../messages/topics.js";
import {channelName} from "./channelName.js";
import {asId, asInteger, asList, asObject, invalidField, orNull, parseObject, WireError} from "./narrow.js";
import {type ClientMessage, type Subscribe, WIRE_LIMITS} from "./protocol.js";

/** A client's text message, checked field by field. Throws a WireError with what the client should send instead. */
export function parseClientMessage(text: string): ClientMessage {
  if (text.length > WIRE_LIMITS.message)
    throw new WireError(`message too long: ${text.length}`, `send at most ${WIRE_LIMITS.message} characters`);
  const message = parseObject(text);
  switch (message.type) {
    case "subscribe":
      return subscribe(message);
    case "unsubscribe":
      return {type: "unsubscribe", id: asId(message.id, "id")};
    case "ack":
      return {type: "ack", seq: asInteger(message.seq, "seq", 0, Number.MAX_SAFE_INTEGER)};
    case "ping":
      if (typeof message.t !== "number" || !Number.isFinite(message.t)) throw invalidField("t", message.t, "a number");
      return {type: "ping", t: message.t};
    default:
      throw invalidField("type", message.type, "subscribe, unsubscribe, ack or ping");
  }
}

function subscribe(message: Record<string, unknown>): Subscribe {
  const {mode = "tick", tickMs = 33, encoding = "binary"} = message;
  if (mode !== "live" && mode !== "tick" && mode !== "adaptive")
    throw invalidField("mode", mode, "live, tick or adaptive");
  if (tickMs !== 16 && tickMs !== 33) throw invalidField("tickMs", tickMs, "16 or 33");
  if (encoding !== "binary" && encoding !== "json") throw invalidField("encoding", encoding, "binary or json");
  const backfillS = message.backfillS ?? 0;
  if (typeof backfillS !== "number" || !(backfillS >= 0 && backfillS <= WIRE_LIMITS.backfill))
    throw invalidField("backfillS", backfillS, `0 to ${WIRE_LIMITS.backfill}`);
  const topics = asList(message.topics ?? ["telemetry"], "topics", LIVE_TOPICS.length, topicOf);
  if (topics.length === 0) throw invalidField("topics", "", LIVE_TOPICS.join(", "));
  return {
    type: "subscribe",
    id: asId(message.id, "id"),
    topics: [...new Set(topics)],
    session: asId(message.session ?? "latest", "session"),
    cars: orNull(message.cars, (cars) =>
      asList(cars, "cars", WIRE_LIMITS.cars, (car) => asInteger(car, "car", 0, 255)),
    ),
    channels: orNull(message.channels, (channels) => [
      ...new Set(
        asList(channels, "channels", CHANNELS.length * 2, (name) => {
          if (typeof name !== "string") throw invalidField("channel", name, "a name of the channel catalogue");
          return channelName(name);
        }),
      ),
    ]),
    mode,
    tickMs,
    encoding,
    backfillS,
    resumeFrom: orNull(message.resumeFrom, (positions) =>
      asList(positions, "resumeFrom", WIRE_LIMITS.positions, (position) => {
        const {topic, partition, offset} = asObject(position, "resumeFrom");
        return {
          topic: topicOf(topic),
          partition: asInteger(partition, "partition", 0, 65_535),
          offset: asInteger(offset, "offset", 0, Number.MAX_SAFE_INTEGER),
        };
      }),
    ),
  };
}

function topicOf(value: unknown): LiveTopic {
  if (!LIVE_TOPICS.includes(value as LiveTopic)) throw invalidField("topic", value, LIVE_TOPICS.join(", "));
  return value as LiveTopic;
}
