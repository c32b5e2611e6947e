import {codecOf, type Encoding} from "../../messages/messagesCodec.js";
import type {MessageSink} from "../game.js";
import {F1Decoder} from "./decoder.js";
import type {Format} from "./formats.js";
import type {Frame, FrameHead} from "./frame.js";
import {type FrameContext, FrameRows} from "./frameRows.js";
import type {Header} from "./header.js";
import {LiveFrames} from "./liveFrames.js";
import {TelemetryWriter} from "./telemetryWriter.js";

/** Decodes a running session into a telemetry message a car and frame, as soon as the frame is whole. Keeps no samples. */
export class F1LiveDecoder extends F1Decoder {
  private readonly live: LiveFrames;
  private readonly messageOf: (frame: Frame, car: number, context: FrameContext) => Uint8Array | undefined;

  constructor(
    format: Format,
    private readonly messages: MessageSink,
    encoding: Encoding,
  ) {
    super(format, messages);
    const ordered = {settled: (frame: FrameHead) => void this.ordered(frame), reset: () => this.rewinds.reset()};
    const emit = (frame: Frame) => this.emit(frame);
    if (encoding === "protobuf") {
      // from the bytes of the packets to those of the messages, without a step in between
      const writer = new TelemetryWriter(format);
      this.messageOf = (frame, car, context) => writer.of(frame, car, context);
      this.live = new LiveFrames(format, emit, {...ordered, keep: writer.keep});
    } else {
      const rows = new FrameRows(format);
      const {encodeTelemetry} = codecOf(encoding);
      this.messageOf = (frame, car, context) => {
        const row = rows.of(frame, car, context);
        return row && encodeTelemetry(row);
      };
      this.live = new LiveFrames(format, emit, ordered);
    }
  }

  flush(): void {
    this.live.flush();
  }

  end(): void {
    this.live.end();
  }

  protected part(header: Header, view: DataView, offset: number, length: number): void {
    this.live.accept(header, view, offset, length);
  }

  private emit(frame: Frame): void {
    const {context, messages} = this;
    for (let car = 0; car < this.cars; car++) {
      const bytes = this.messageOf(frame, car, context);
      if (bytes) messages.message(bytes);
    }
  }
}
