/** Colour science for the palette's tests: relative luminance, OKLab, and colour-blind sight. */

type Triple = [number, number, number];

/** Hexadecimal to linear sRGB. */
export function linear(hex: string): Triple {
  return [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

/** WCAG 2.2 contrast ratio, 1–21. */
export function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear sRGB. */
export const SIGHTS = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

export type Sight = keyof typeof SIGHTS;

/** Distance of two colours as seen, in OKLab × 100: 2 is just noticeable side by side. */
export function distance(a: string, b: string, sight: Sight): number {
  const seen = [a, b].map((hex) => oklab(see(linear(hex), SIGHTS[sight])));
  return 100 * Math.hypot(...[0, 1, 2].map((i) => seen[0][i] - seen[1][i]));
}

function see([r, g, b]: Triple, m: number[]): Triple {
  const clamp = (x: number) => Math.min(1, Math.max(0, x));
  return [0, 3, 6].map((i) => clamp(m[i] * r + m[i + 1] * g + m[i + 2] * b)) as Triple;
}

/** Ottosson 2020, https://bottosson.github.io/posts/oklab/ */
function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
