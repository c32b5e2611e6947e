import {once} from "node:events";
import {createWriteStream, renameSync, rmSync} from "node:fs";
import {createGzip} from "node:zlib";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import type {SimSender} from "../../src/core/sim/sender.js";
import type {CommandContext} from "../command.js";
import {oneLine, UserError} from "../userError.js";

/** Writes a capture into a temporary file and renames it when complete, so that an aborted run leaves no partial capture. */
export async function toFile(sender: SimSender, file: string, {signal, progress}: CommandContext): Promise<void> {
  const partial = `${file}.part`;
  const target = createWriteStream(partial);
  const gzip = file.endsWith(".gz") ? createGzip() : undefined;
  gzip?.pipe(target);
  const head = gzip ?? target;
  let failure: unknown;
  const failed = new Promise<never>((_, reject) => {
    for (const stream of gzip ? [gzip, target] : [target]) stream.once("error", reject);
  });
  failed.catch((error) => {
    failure = error;
  });
  try {
    const writer = new PcapWriter();
    head.write(pcapHeader());
    while (sender.fill()) {
      for (let i = 0; i < sender.batch.count; i++) writer.append(sender.batch, i);
      if (!head.write(writer.take())) await Promise.race([once(head, "drain", {signal}), failed]);
      signal.throwIfAborted();
      progress(sender.progress.part, sender.progress.text);
    }
    const finished = once(target, "finish");
    head.end();
    await Promise.race([finished, failed]);
    renameSync(partial, file);
  } catch (error) {
    target.destroy();
    rmSync(partial, {force: true});
    if (signal.aborted) throw error;
    throw new UserError(`cannot write ${file}: ${oneLine(failure ?? error)}`);
  }
}
