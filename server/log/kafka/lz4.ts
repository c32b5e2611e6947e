import kafkajs from "kafkajs";
import {compressFrameSync, decompressFrameSync} from "lz4-napi";

const {CompressionCodecs, CompressionTypes} = kafkajs;

/**
 * Gives kafkajs the LZ4 codec that it lacks. The frames' blocks are independent (flag 0x20 of the frame's fifth byte): Kafka
 * refuses others ("Dependent block stream is unsupported"), which is why it must not be lz4js.
 */
export function registerLz4(): void {
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (encoder: {buffer: Buffer}) => compressFrame(encoder.buffer),
    decompress: async (buffer: Buffer) => decompressFrame(buffer),
  });
}

/** An LZ4 frame with independent blocks. */
export function compressFrame(bytes: Buffer): Buffer {
  return compressFrameSync(bytes);
}

/** What an LZ4 frame holds. */
export function decompressFrame(frame: Buffer): Buffer {
  return decompressFrameSync(frame);
}
