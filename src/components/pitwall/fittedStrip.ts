import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {TraceChannel} from "../laps/traceChannels.js";
import {type LiveStrip, liveStrip, type StripOptions} from "./liveStrip.js";
import {fitLane, ownLane} from "./ownLanes.js";

export interface FittedStripOptions extends Omit<StripOptions, "lanes"> {
  /** why a math channel has no value for a car, for the user */
  missing: (car: number, id: string) => string | undefined;
  /** math channels among them */
  computed: readonly TraceChannel[];
}

/** A lane for each channel, whose scale follows what it shows. */
export function fittedStrip(
  source: LiveSource,
  channels: readonly TraceChannel[],
  {missing, computed, ...options}: FittedStripOptions,
): LiveStrip {
  const lanes = channels.map((channel, i) =>
    ownLane(channel, i, computed.includes(channel) ? (car) => missing(car, channel.id) : undefined),
  );
  const strip = liveStrip(source, {...options, lanes});
  return {
    ...strip,
    update() {
      const fitted = lanes.map(
        (lane, i) => channels[i].kind !== "state" && fitLane(lane, source, options.car(), options.seconds()),
      );
      if (fitted.includes(true)) strip.refresh();
      strip.update();
    },
  };
}
