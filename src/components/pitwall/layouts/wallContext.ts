import type {LapBook} from "../../../core/laps/lapBook.js";
import type {LiveSource} from "../../../core/live/timeline/liveSource.js";
import type {Track} from "../../../core/track/track.js";
import type {Marks} from "../marks.js";
import type {OwnChannels} from "../ownStrip.js";
import type {CanvasPanel, TextPanel} from "../panel.js";
import type {PitTheme} from "../pitTheme.js";
import type {References} from "../referencePicker.js";
import type {TimeCursor} from "../timeCursor.js";

/** What every panel of the pit wall may use. Panels know no layout and nothing of each other. */
export interface WallContext {
  source: LiveSource;
  /** laps, bests and mini-sectors up to the play head */
  book: LapBook;
  /** the car looked at */
  car: () => number;
  choose: (car: number) => void;
  theme: () => PitTheme;
  /** the moment that strips and map point at */
  cursor: TimeCursor;
  /** s that the strips show */
  seconds: () => number;
  /** the session's track; null while it is unknown */
  track: () => Track | null;
  replay: boolean;
  reducedMotion: boolean;
  /** where marks are kept; null: nowhere */
  marks: Marks | null;
  /** laps of the archive to compare with; null: none */
  references: References | null;
  /** channels that the user adds; null: no menu */
  own: OwnChannels | null;
}

/** The panels of a layout in their places. What is in no list is never drawn again. */
export interface WallParts {
  element: HTMLElement;
  /** drawn every frame while data arrive */
  canvases: readonly CanvasPanel[];
  /** written ten times a second */
  quick: readonly TextPanel[];
  /** written four times a second */
  slow: readonly TextPanel[];
  /** called with the time of the frame when new data have arrived, before the canvases are drawn */
  tick?: (now: number) => void;
  /** ends what the panels hold beside the canvases */
  stops?: readonly (() => void)[];
}

export type MakeParts = (context: WallContext) => WallParts;
