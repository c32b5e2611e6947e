import {readFileSync} from "node:fs";
import {describe, expect, it, vi} from "vitest";
import {
  type ColorName,
  compoundLook,
  onThemeChange,
  PALETTE,
  prefersDark,
  resolved,
  SERIES,
  sequential,
  series,
} from "../../../src/components/ui/palette.js";
import {contrast, distance, SIGHTS, type Sight} from "../colour.js";

const GROUPS: Record<string, {colors: readonly ColorName[]; apart: number}> = {
  "throttle, brake, steering": {colors: ["throttle", "brake", "steering"], apart: 11},
  "timing marks": {colors: ["best", "personal", "slower"], apart: 8},
  "gain and loss": {colors: ["gain", "loss"], apart: 9},
  compounds: {colors: ["soft", "medium", "hard", "intermediate", "wet"], apart: 7},
  "laps and drivers": {colors: SERIES, apart: 11},
  "laps and the reference": {colors: [...SERIES, "reference"], apart: 6.5},
};

const TEXT: ColorName[] = ["foreground", "muted", "focus", "best", "personal", "slower", "gain", "loss"];
const THEMES = ["light", "dark"] as const;

describe.each(THEMES)("palette on %s paper", (theme) => {
  const of = (name: ColorName) => PALETTE[name][theme];

  it.each(TEXT)("%s is readable as text: contrast at least 4.5 (WCAG AA)", (name) => {
    expect(contrast(of(name), of("background"))).toBeGreaterThanOrEqual(4.5);
  });

  it("every mark is visible: contrast at least 3 (WCAG 1.4.11)", () => {
    const names = (Object.keys(PALETTE) as ColorName[]).filter((n) => n !== "background");
    const faint = names.filter((name) => contrast(of(name), of("background")) < 3);
    expect(faint).toEqual([]);
  });

  it.each(Object.keys(GROUPS))("%s stay apart for every kind of sight", (group) => {
    const {colors, apart} = GROUPS[group];
    const close: string[] = [];
    for (const sight of Object.keys(SIGHTS) as Sight[])
      for (const [i, a] of colors.entries())
        for (const b of colors.slice(i + 1)) {
          const d = distance(of(a), of(b), sight);
          if (d < apart) close.push(`${a} ${b} ${sight} ${d.toFixed(1)}`);
        }
    expect(close).toEqual([]);
  });

  it("sequential(t) runs evenly from dark to light and stays visible", () => {
    const scale = sequential(theme === "dark");
    const steps = Array.from({length: 11}, (_, i) => toHex(scale(i / 10)));
    for (const [i, hex] of steps.entries()) {
      expect(contrast(hex, of("background"))).toBeGreaterThan(1.5);
      if (i > 0) expect(contrast(hex, "#000000")).toBeGreaterThan(contrast(steps[i - 1], "#000000"));
    }
  });
});

it("style/palette.css declares the same values", () => {
  const css = readFileSync(new URL("../../../src/style/palette.css", import.meta.url), "utf8");
  const [light, dark] = css.split("@media screen and (prefers-color-scheme: dark)");
  for (const [name, pair] of Object.entries(PALETTE)) {
    expect(light).toContain(`--lb-${name}: ${pair.light};`);
    expect(dark).toContain(`--lb-${name}: ${pair.dark};`);
  }
});

it("series(index) gives 24 different looks, then repeats", () => {
  const looks = Array.from({length: 24}, (_, i) => `${series(i).color} ${series(i).dash}`);
  expect(new Set(looks).size).toBe(24);
  expect(series(24)).toEqual(series(0));
});

it("compoundLook(name) gives letter and colour, and ? for an unknown compound", () => {
  expect(compoundLook("soft")).toMatchObject({letter: "S", name: "soft"});
  expect(compoundLook("Intermediate")).toMatchObject({letter: "I"});
  expect(compoundLook(null)).toMatchObject({letter: "?", name: "reference"});
});

it("resolved(name) is hexadecimal, light by default", () => {
  expect(resolved("brake")).toBe(PALETTE.brake.light);
  expect(resolved("brake", true)).toBe(PALETTE.brake.dark);
});

function toHex(css: string): string {
  if (css.startsWith("#")) return css;
  return `#${css
    .match(/\d+/g)!
    .map((n) => Number(n).toString(16).padStart(2, "0"))
    .join("")}`;
}

describe("the preferred colour scheme", () => {
  it("is queried once for any number of drawings", () => {
    const asked: string[] = [];
    vi.stubGlobal("matchMedia", (text: string) => {
      asked.push(text);
      return {matches: true, addEventListener() {}, removeEventListener() {}};
    });
    for (let i = 0; i < 100; i++) resolved("throttle");
    onThemeChange(() => {})();
    expect([prefersDark(), asked]).toEqual([true, ["screen and (prefers-color-scheme: dark)"]]);
    vi.unstubAllGlobals();
    expect(prefersDark()).toBe(false);
  });
});
