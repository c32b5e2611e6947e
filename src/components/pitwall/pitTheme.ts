import {type ColorName, PALETTE, prefersDark, resolved, sequential, surface} from "../ui/palette.js";

/** Steps of the speed scale: more are not distinguishable, and a run of one step is one stroke. */
export const SPEED_LEVELS = 24;

/** Every colour that a live canvas needs, resolved once per theme: resolving them for each frame would cost more than drawing. */
export interface PitTheme {
  dark: boolean;
  colors: Record<ColorName, string>;
  hairline: string;
  track: string;
  /** slow to fast */
  speed: readonly string[];
}

export function pitTheme(dark = prefersDark()): PitTheme {
  const names = Object.keys(PALETTE) as ColorName[];
  const scale = sequential(dark);
  return {
    dark,
    colors: Object.fromEntries(names.map((name) => [name, resolved(name, dark)])) as Record<ColorName, string>,
    hairline: surface("hairline", dark),
    track: surface("road", dark),
    speed: Array.from({length: SPEED_LEVELS}, (_, i) => scale(i / (SPEED_LEVELS - 1))),
  };
}

/** The step of the speed scale for a speed, km/h; −1 when it is unknown. */
export function speedLevel(kmh: number, least = 60, greatest = 330): number {
  if (Number.isNaN(kmh)) return -1;
  const share = (kmh - least) / (greatest - least);
  return Math.round(Math.min(1, Math.max(0, share)) * (SPEED_LEVELS - 1));
}
