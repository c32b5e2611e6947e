import {interpolateViridis} from "npm:d3";

/**
 * Every colour of the product, for light and dark backgrounds. `style/palette.css` declares the same values as custom
 * properties (a test compares the two). SVG and HTML use `color("throttle")`, which follows the colour scheme;
 * a canvas needs `resolved("throttle")`. Colours of a group are distinguishable for colour-blind readers, and no group
 * relies on colour alone: signs, letters, symbols or dashes accompany it.
 */
export interface Pair {
  light: string;
  dark: string;
}

const pair = (light: string, dark: string): Pair => ({light, dark});

export const PALETTE = {
  // background and text
  background: pair("#fcfcfa", "#15171a"),
  foreground: pair("#1d2024", "#dcdfe0"),
  muted: pair("#5f656b", "#a3a9ae"),
  focus: pair("#1a4cbb", "#8ab4ff"),
  // driver inputs
  throttle: pair("#129a72", "#3fdcaa"),
  brake: pair("#b92b0c", "#ff6a45"),
  steering: pair("#1a4cbb", "#5f9cff"),
  // timing classes: best of the session, best of the driver, slower
  best: pair("#8a1fc4", "#cf94ff"),
  personal: pair("#0b7a5a", "#4fd6a8"),
  slower: pair("#8f5b00", "#f0c64a"),
  // delta: the sign is always printed
  gain: pair("#0b7a5a", "#4fd6a8"),
  loss: pair("#c22f0e", "#ff7a5c"),
  // the reference lap and other neutral lines
  reference: pair("#5f656b", "#b9bec3"),
  // tyre compounds; the letter is always printed
  soft: pair("#a90f1b", "#f2453f"),
  medium: pair("#b68c00", "#ffd84a"),
  hard: pair("#7f868d", "#eceef0"),
  intermediate: pair("#22894c", "#6cd07f"),
  wet: pair("#1650c4", "#4a86f5"),
  // laps and drivers: eight that are distinguishable with protanopia, deuteranopia and tritanopia
  series1: pair("#042da7", "#619ddb"),
  series2: pair("#e4741c", "#df570f"),
  series3: pair("#57a08b", "#b2f8e2"),
  series4: pair("#b859ee", "#7e4fee"),
  series5: pair("#770200", "#fb9e8f"),
  series6: pair("#166f97", "#70cff3"),
  series7: pair("#81580b", "#fedf62"),
  series8: pair("#49164b", "#a05c7e"),
} satisfies Record<string, Pair>;

export type ColorName = keyof typeof PALETTE;

/** Quiet areas and lines of a canvas; they carry no meaning, so their contrast may be low. */
const SURFACES = {
  /** the road under cars and driven lines */
  road: pair("#e2e4e3", "#33383d"),
  /** a circuit drawn alone */
  circuit: pair("#b9bcba", "#5b6167"),
  hairline: pair("#d8d9d8", "#34373b"),
  /** the middle of a diverging scale */
  neutral: pair("#c3c7ca", "#5a6066"),
} satisfies Record<string, Pair>;

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export const SERIES: readonly ColorName[] = NUMBERS.map((n) => `series${n}` as const);

/** The colour as CSS, `var(--lb-throttle)`, for HTML, SVG and Plot: it follows the colour scheme. */
export function color(name: ColorName): string {
  return `var(--lb-${name})`;
}

/** The colour as hexadecimal, for a canvas. */
export function resolved(name: ColorName, dark: boolean = prefersDark()): string {
  return PALETTE[name][dark ? "dark" : "light"];
}

/** A quiet area or line, as hexadecimal for a canvas. */
export function surface(name: keyof typeof SURFACES, dark: boolean = prefersDark()): string {
  return SURFACES[name][dark ? "dark" : "light"];
}

let asked: {by: typeof matchMedia; query: MediaQueryList} | undefined;

/** One query for the whole page: a browser never frees a media query, and canvases need one at each drawing. */
function darkQuery(): MediaQueryList | undefined {
  const by: typeof matchMedia | undefined = globalThis.matchMedia;
  if (!by) return undefined;
  if (asked?.by !== by) asked = {by, query: globalThis.matchMedia("screen and (prefers-color-scheme: dark)")};
  return asked.query;
}

/** Whether the reader prefers a dark background on a screen; false on paper, and where there is no window. */
export function prefersDark(): boolean {
  return darkQuery()?.matches ?? false;
}

/** Calls `changed` when the reader switches between light and dark; returns the function that stops it. */
export function onThemeChange(changed: () => void): () => void {
  const query = darkQuery();
  query?.addEventListener("change", changed);
  return () => query?.removeEventListener("change", changed);
}

const DASHES = ["", "6 3", "2 3"];

/** Colour and dash of the nth lap or driver of a page: eight colours, then the same dashed, then dotted; repeats after 24. */
export function series(index: number): {name: ColorName; color: string; dash: string} {
  const n = SERIES.length;
  const name = SERIES[index % n];
  return {name, color: color(name), dash: DASHES[Math.floor(index / n) % DASHES.length]};
}

/** Colours of a page about one driver: his own as on every such page (`series2`), then those of the drivers and laps beside him. */
export function ownSeries(index: number): ReturnType<typeof series> {
  return series(index === 0 ? 1 : index === 1 ? 0 : index);
}

/** The perceptual sequential scale (viridis), 0 slow to 1 fast, without the end that is invisible on this background. */
export function sequential(dark: boolean = prefersDark()): (t: number) => string {
  return dark ? (t) => interpolateViridis(0.22 + 0.78 * clamp(t)) : (t) => interpolateViridis(0.86 * clamp(t));
}

const clamp = (t: number) => Math.min(1, Math.max(0, t));

/** Letter and colour of a tyre compound by its name in the archive; an unknown one is neutral, with "?". */
export function compoundLook(name: string | null | undefined): {letter: string; name: ColorName; color: string} {
  const text = (name ?? "").toLowerCase();
  // mods add their own names: "Medium S7H"
  const known = COMPOUNDS[text] ?? COMPOUNDS[text.split(" ")[0]];
  const colorName = known?.[1] ?? "reference";
  const short = name && name.length <= 2 ? name : "?";
  return {letter: known?.[0] ?? short, name: colorName, color: color(colorName)};
}

const COMPOUNDS: Record<string, [string, ColorName]> = {
  "super soft": ["SS", "soft"],
  soft: ["S", "soft"],
  medium: ["M", "medium"],
  hard: ["H", "hard"],
  intermediate: ["I", "intermediate"],
  wet: ["W", "wet"],
};
