import kafkajs from "kafkajs";
import {compressFrameSync, decompressFrameSync} from "lz4-napi";

const {CompressionCodecs, CompressionTypes} = kafkajs;

/**
 * Registers an LZ4 codec with kafkajs, which has none. Kafka accepts only frames with independent blocks (flag 0x20 of the
 * fifth byte; otherwise "Dependent block stream is unsupported"), so lz4js cannot be used.
 */
export function registerLz4(): void {
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (encoder: {buffer: Buffer}) => compressFrameSync(encoder.buffer),
    decompress: async (buffer: Buffer) => decompressFrameSync(buffer),
  });
}

/** Frames with independent blocks. */
export {compressFrameSync as compressFrame, decompressFrameSync as decompressFrame};
