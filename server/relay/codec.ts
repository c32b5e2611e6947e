import {CHANNELS, channelOf} from "../../src/core/channels/catalogue.js";
import {createRow, OVERALL_FRAME, rowIndex, TIMESTAMP} from "../../src/core/channels/telemetryRow.js";
import {keepFields, varintField} from "../../src/core/live/wire/protobufFields.js";
import {encodeRows, IDENTITY_CHANNELS} from "../../src/core/live/wire/wireColumns.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import {TELEMETRY_FIELDS} from "../../src/core/messages/schema.js";
import type {RelayCodec} from "./ports.js";

const CAR_IN_TELEMETRY = channelOf("car").tag;
/** tag of the car in every event message */
const CAR_IN_EVENTS = 2;
/** of the fields that are no channels and that every message keeps */
const TAGS_KEPT = TELEMETRY_FIELDS.filter(({index}) => index === OVERALL_FRAME || index === TIMESTAMP).map(
  ({tag}) => tag,
);

const protobuf = codecOf("protobuf");

/** Sends Protobuf to clients, whichever encoding the log holds. */
export function messageCodec(): RelayCodec {
  const row = createRow();
  const chosen = new Map<string, Set<number>>();
  return {
    value({topic, value, headers}) {
      if (headers.encoding !== "json") return value;
      const json = codecOf("json");
      return topic === "telemetry"
        ? protobuf.encodeTelemetry(json.decodeTelemetry(value, row))
        : protobuf.encodeEvent(json.decodeEvent(topic, value));
    },
    carOf(topic, value) {
      const isTelemetry = topic === "telemetry";
      return varintField(value, isTelemetry ? CAR_IN_TELEMETRY : CAR_IN_EVENTS, -1, isTelemetry);
    },
    keep(value, channels) {
      const key = channels.join(" ");
      let tags = chosen.get(key);
      if (!tags) {
        if (chosen.size > 256) chosen.clear();
        tags = new Set([...IDENTITY_CHANNELS, ...channels].map((name) => channelOf(name).tag).concat(TAGS_KEPT));
        chosen.set(key, tags);
      }
      return keepFields(value, tags);
    },
    columns: encodeRows,
    plain(topic, value) {
      if (topic !== "telemetry") return protobuf.decodeEvent(topic, value);
      protobuf.decodeTelemetry(value, row);
      const known = CHANNELS.filter(({name}) => !Number.isNaN(row[rowIndex(name)]));
      return Object.fromEntries(known.map(({name}) => [name, row[rowIndex(name)]]));
    },
  };
}
