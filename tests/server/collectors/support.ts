import {createSocket, type Socket} from "node:dgram";
import type {Collector} from "../../../server/collectors/collector.js";
import type {LogMessage, Producer} from "../../../server/log/log.js";
import type {DatagramBatch} from "../../../src/core/capture/batch.js";
import {decodeBundle} from "../../../src/core/capture/datagramBundle.js";
import {f1Game} from "../../../src/core/games/f1/game.js";
import type {Header} from "../../../src/core/games/f1/header.js";
import type {ColumnGame} from "../../../src/core/games/game.js";

/** A log that remembers what it was sent; `hold` keeps acknowledgements back. */
export class FakeProducer implements Producer {
  readonly sent: Record<string, LogMessage[]> = {datagrams: [], telemetry: []};
  hold: Promise<void> | undefined;
  fail: Error | undefined;

  async send(topic: string, messages: readonly LogMessage[]): Promise<void> {
    if (this.hold) await this.hold;
    if (this.fail) throw this.fail;
    this.sent[topic].push(...messages);
  }
  async flush(): Promise<void> {}
  async close(): Promise<void> {}

  /** the payloads of all bundles, in order */
  get payloads(): Uint8Array[] {
    return this.sent.datagrams.flatMap(({value}) => payloadsOf(decodeBundle(value)));
  }
}

export function payloadsOf({count, bytes, offset, length}: DatagramBatch): Uint8Array[] {
  return Array.from({length: count}, (_, i) => bytes.slice(offset[i], offset[i] + length[i]));
}

/** F1, with one telemetry message for each car telemetry packet: its overall frame. */
export const FRAMES_ONLY: ColumnGame = {
  ...f1Game,
  liveDecoder(sink, format, encoding) {
    const silent = {facts: sink.facts.bind(sink), event: sink.event.bind(sink), message: () => {}};
    const decoder = f1Game.liveDecoder(silent, format, encoding);
    const decode = decoder.datagram.bind(decoder);
    decoder.datagram = (view, offset, length, arrival, header) => {
      const {packetId, overallFrame} = header as Header;
      if (packetId === 6) sink.message(new Uint8Array(Uint32Array.of(overallFrame).buffer));
      return decode(view, offset, length, arrival, header);
    };
    return decoder;
  },
};

/** A collector of given batches. */
export function batchesCollector(batches: Iterable<DatagramBatch>, patient = false): Collector {
  return {
    name: "batches",
    patient,
    stats: () => ({received: 0, bytes: 0, dropped: 0, errors: 0, receiveBufferBytes: null, warning: null}),
    async *[Symbol.asyncIterator]() {
      yield* batches;
    },
    async close() {},
  };
}

/** A sender bound to an address of the loopback network: on Linux all of 127.0.0.0/8 is one's own. */
export async function senderAt(address: string): Promise<Socket> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return socket;
}

export function sendTo(socket: Socket, bytes: Uint8Array, port: number, host = "127.0.0.1"): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.send(bytes, port, host, (error) => (error ? reject(error) : resolve())),
  );
}
