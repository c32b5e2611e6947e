import {FRAME_RATE} from "../../src/core/sim/f1Datagrams.js";
import type {SimSender} from "../../src/core/sim/sender.js";
import type {CommandContext} from "../command.js";
import {parseEndpoint} from "../endpoint.js";
import {SendingLine} from "../sendingLine.js";
import {UdpSender} from "../udpSender.js";
import {FramePacer} from "./framePacer.js";

/** Sends a game's datagrams in real time; stopped, it ends the session as a player who leaves does. `rate`: frames per second of the sender. */
export async function toUdp(
  sender: SimSender,
  to: string,
  speed: number,
  {signal, progress}: CommandContext,
  rate = FRAME_RATE,
): Promise<void> {
  const udp = await UdpSender.open(parseEndpoint(to));
  const pacer = new FramePacer(rate, speed);
  const line = new SendingLine();
  const sendBatch = async () => {
    const {batch} = sender;
    for (let i = 0; i < batch.count; i++)
      await udp.send(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]));
  };
  try {
    for (let frame = 0; sender.fill(1); frame++) {
      await pacer.until(frame, signal);
      await sendBatch();
      if (frame % rate === 0) {
        const {part, text} = sender.progress;
        const sent = line.next({time: frame / rate, unit: "datagrams", sent: sender.datagrams});
        progress(part, `${text}, ${sent}`);
      }
    }
  } catch (error) {
    // the session is over, not silent
    if (signal.aborted && sender.leave?.()) await sendBatch();
    throw error;
  } finally {
    await udp.close();
  }
}
