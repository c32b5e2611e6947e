import {carCount, type Format} from "../../src/core/games/f1/formats.js";
import {LiveFrames} from "../../src/core/games/f1/liveFrames.js";
import {type FrameContext, TelemetryRows} from "../../src/core/games/f1/telemetryRows.js";
import {TelemetryWriter} from "../../src/core/games/f1/telemetryWriter.js";
import {type Codec, codecOf} from "../../src/core/messages/messagesCodec.js";
import type {PacketSink} from "./liveBuilder.js";

/** Makes the telemetry messages of one session; `emit` takes the bytes of each, which are written only once. */
export type TelemetryMaker = (
  format: Format,
  /** kept up to date by whoever reads the other packets */
  context: FrameContext,
  emit: (value: Uint8Array) => void,
) => PacketSink & {flush(): void};

/** A TelemetryMessage a car and frame, as soon as the frame is whole. */
export function liveTelemetry(encoding = "protobuf"): TelemetryMaker {
  return encoding === "protobuf" ? direct : throughRows(codecOf(encoding));
}

/** Protobuf: from the packets' bytes to the messages' without a step in between. */
const direct: TelemetryMaker = (format, context, emit) => {
  const writer = new TelemetryWriter(format);
  const cars = carCount(format);
  return new LiveFrames(
    format,
    (frame) => {
      for (let car = 0; car < cars; car++) {
        const bytes = writer.of(frame, car, context);
        if (bytes) emit(bytes);
      }
    },
    writer.keep,
  );
};

const throughRows =
  (codec: Codec): TelemetryMaker =>
  (format, context, emit) => {
    const rows = new TelemetryRows(format);
    const cars = carCount(format);
    return new LiveFrames(format, (frame) => {
      for (let car = 0; car < cars; car++) {
        const row = rows.of(frame, car, context);
        if (row) emit(codec.encodeTelemetry(row));
      }
    });
  };
