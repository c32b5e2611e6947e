import {type Path, pathRound} from "npm:d3";
import type {VectorPen} from "./canvas.js";

/** What a pen keeps, and `restore` brings back. */
const FIELDS = [
  ...["strokeStyle", "fillStyle", "lineWidth", "lineJoin", "lineCap", "font"],
  ...["textAlign", "textBaseline", "globalAlpha", "dash", "clipped"],
] as const;
/** Digits of px, so that the picture can be enlarged. */
const DIGITS = 2;
const ANCHOR: Record<string, string> = {center: "middle", right: "end", end: "end"};
/** From a text's place down to its base line, em: what fonts without serifs have; few programs know the `dominant-baseline` of SVG. */
const BASELINE: Record<string, number> = {top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.2};

/** Takes the place of a canvas context and writes SVG: paths, rectangles, texts, dashes, opacity and clips. Other calls are not offered. */
export class SvgPen implements VectorPen {
  strokeStyle: VectorPen["strokeStyle"] = "#000";
  fillStyle: VectorPen["fillStyle"] = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  lineCap: CanvasLineCap = "butt";
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  globalAlpha = 1;
  private dash: readonly number[] = [];
  private clipped = "";
  private path: Path = pathRound(DIGITS);
  private saved: object[] = [];
  private clips: string[] = [];
  private ramps: string[] = [];
  /** marks in a row that look the same share a group */
  private groups: {look: string; marks: string[]}[] = [];

  /** @param name begins the ids of its clips: one of its own among the pens of a picture */
  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly name: string,
  ) {}

  /** What was drawn, as elements of an SVG. */
  get svg(): string {
    const clips = this.clips.map((d, n) => `<clipPath id="${this.name}${n}"><path d="${d}"/></clipPath>`);
    return [...clips, ...this.ramps, ...this.groups.map(({look, marks}) => `<g${look}>${marks.join("")}</g>`)].join(
      "\n",
    );
  }

  beginPath(): void {
    this.path = pathRound(DIGITS);
  }
  moveTo(x: number, y: number): void {
    if (isPlace(x, y)) this.path.moveTo(x, y);
  }
  lineTo(x: number, y: number): void {
    if (isPlace(x, y)) this.path.lineTo(x, y);
  }
  closePath(): void {
    this.path.closePath();
  }
  rect(x: number, y: number, width: number, height: number): void {
    if (isPlace(x, y, width, height)) this.path.rect(x, y, width, height);
  }
  arc(x: number, y: number, radius: number, from: number, to: number, isBackwards?: boolean): void {
    if (isPlace(x, y, radius, from, to)) this.path.arc(x, y, radius, from, to, isBackwards);
  }

  stroke(): void {
    this.mark(this.strokeLook(), `<path d="${this.path}"/>`);
  }
  fill(): void {
    this.mark(this.fillLook(), `<path d="${this.path}"/>`);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    if (isPlace(x, y, width, height)) this.mark(this.fillLook(), `<path d="${rectPath(x, y, width, height)}"/>`);
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    if (isPlace(x, y, width, height)) this.mark(this.strokeLook(), `<path d="${rectPath(x, y, width, height)}"/>`);
  }
  fillText(text: string, x: number, y: number): void {
    if (!isPlace(x, y)) return;
    const [, style, size, family] = /^(.*?)(\d+(?:\.\d+)?)px(?:\/\S+)? (.+)$/.exec(this.font) ?? [];
    if (size === undefined) throw new RangeError(`a font of another form: ${this.font}`);
    const base = y + (BASELINE[this.textBaseline] ?? 0) * Number(size);
    const anchor = ANCHOR[this.textAlign];
    const look = [
      ["font-family", family],
      ["font-size", size],
      ["font-weight", /\b(bold|\d{3})\b/.exec(style)?.[0]],
      ["font-style", /\bitalic\b/.exec(style)?.[0]],
      ["text-anchor", anchor],
    ];
    this.mark(
      this.fillLook() + attributes(look),
      `<text x="${rounded(x)}" y="${rounded(base)}">${escaped(text)}</text>`,
    );
  }
  /** Colours from left to right: a scale, of evenly spaced ones. */
  fillRamp(colors: readonly string[], x: number, y: number, width: number, height: number): void {
    if (colors.length > 1) {
      const id = `${this.name}ramp${this.ramps.length}`;
      const stops = colors.map(
        (color, i) => `<stop offset="${rounded(i / (colors.length - 1))}" stop-color="${escaped(color)}"/>`,
      );
      this.ramps.push(`<linearGradient id="${id}">${stops.join("")}</linearGradient>`);
      this.fillStyle = `url(#${id})`;
    } else this.fillStyle = colors[0];
    this.fillRect(x, y, width, height);
  }
  /** Drawings begin with an empty canvas; a part of one is not cleared. */
  clearRect(x: number, y: number, width: number, height: number): void {
    if (x > 0 || y > 0 || width < this.width || height < this.height)
      throw new RangeError("vectors are cleared as a whole");
    this.groups = [];
    this.clips = [];
  }

  setLineDash(lengths: number[]): void {
    this.dash = lengths;
  }
  save(): void {
    this.saved.push(Object.fromEntries(FIELDS.map((name) => [name, this[name]])));
  }
  restore(): void {
    Object.assign(this, this.saved.pop());
  }
  /** Only within what was not clipped before: two clips at once are not needed. */
  clip(): void {
    const d = String(this.path);
    const known = this.clips.indexOf(d);
    this.clipped = `${this.name}${known < 0 ? this.clips.push(d) - 1 : known}`;
  }

  private fillLook(): string {
    return attributes([
      ["fill", String(this.fillStyle)],
      ["fill-opacity", this.globalAlpha === 1 ? undefined : rounded(this.globalAlpha)],
      ["clip-path", this.clipped && `url(#${this.clipped})`],
    ]);
  }
  private strokeLook(): string {
    return attributes([
      ["fill", "none"],
      ["stroke", String(this.strokeStyle)],
      ["stroke-width", rounded(this.lineWidth)],
      ["stroke-opacity", this.globalAlpha === 1 ? undefined : rounded(this.globalAlpha)],
      ["stroke-dasharray", this.dash.map(rounded).join(" ")],
      ["stroke-linejoin", this.lineJoin],
      ["stroke-linecap", this.lineCap],
      ["clip-path", this.clipped && `url(#${this.clipped})`],
    ]);
  }
  private mark(look: string, mark: string): void {
    const last = this.groups[this.groups.length - 1];
    if (last?.look === look) last.marks.push(mark);
    else this.groups.push({look, marks: [mark]});
  }
}

/** As a canvas, a call with a place that is none does nothing. */
const isPlace = (...numbers: number[]) => numbers.every(Number.isFinite);

const rectPath = (x: number, y: number, width: number, height: number) =>
  `M${rounded(x)},${rounded(y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}z`;

const rounded = (value: number) => String(Number(value.toFixed(DIGITS)));

/** ` name="value"` of those that have a value. */
function attributes(list: readonly (readonly (string | undefined)[])[]): string {
  return list.map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : "")).join("");
}

/** A text as the content of an element or an attribute; characters that XML has not are left out. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
