import {FRAME_RATE} from "../../src/core/sim/f1Datagrams.js";
import type {SimSender} from "../../src/core/sim/sender.js";
import type {CommandContext} from "../command.js";
import {parseEndpoint} from "../endpoint.js";
import {UdpSender} from "../udpSender.js";
import {FramePacer} from "./framePacer.js";

/** Sends the datagrams of an F1 game in real time. */
export async function toUdp(
  sender: SimSender,
  to: string,
  speed: number,
  {signal, progress}: CommandContext,
): Promise<void> {
  const udp = await UdpSender.open(parseEndpoint(to));
  const pacer = new FramePacer(FRAME_RATE, speed);
  try {
    for (let frame = 0; sender.fill(1); frame++) {
      await pacer.until(frame, signal);
      const {batch} = sender;
      for (let i = 0; i < batch.count; i++)
        await udp.send(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]));
      if (frame % FRAME_RATE === 0) progress(sender.progress.part, sender.progress.text);
    }
  } finally {
    await udp.close();
  }
}
