import kafkajs from "kafkajs";
import {compressFrameSync, decompressFrameSync} from "lz4-napi";

const {CompressionCodecs, CompressionTypes} = kafkajs;

/**
 * Registers an LZ4 codec with kafkajs, which has none. Kafka accepts only frames with independent blocks (flag 0x20 of the
 * fifth byte; otherwise "Dependent block stream is unsupported"), so lz4js cannot be used.
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

/** The content of an LZ4 frame. */
export function decompressFrame(frame: Buffer): Buffer {
  return decompressFrameSync(frame);
}
