import type {LiveSource} from "../../../core/live/timeline/liveSource.js";
import {channelText, type TraceChannel} from "../../laps/traceChannels.js";
import type {PitTheme} from "../pitTheme.js";
import type {TimeCursor} from "../timeCursor.js";

export interface ChannelPanelContext {
  source: LiveSource;
  car: () => number;
  theme: () => PitTheme;
  cursor: TimeCursor;
  /** s that strips, x–y plots, histograms and tables hold */
  seconds: () => number;
  /** math channels, which are chosen like recorded ones */
  computed: readonly TraceChannel[];
  /** why a math channel has no value for a car, for the user */
  missing: (car: number, id: string) => string | undefined;
}

/** Shows channels of the chosen car. */
export interface ChannelPanel {
  element: HTMLElement;
  /** writes what has changed, ten times a second */
  update(): void;
  /** draws what moves, every frame */
  draw?(now: number): void;
  /** draws everything again, after the theme or the car changed */
  refresh?(): void;
  stop?(): void;
}

export type MakeChannelPanel = (context: ChannelPanelContext, channels: readonly TraceChannel[]) => ChannelPanel;

/** The latest value of a channel of the chosen car, without its unit. */
export function latestText({source, car}: ChannelPanelContext, channel: TraceChannel, id = channel.id): string {
  return channelText(channel, source.latest(car(), id));
}
