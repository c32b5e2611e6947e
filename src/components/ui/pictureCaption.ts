import type {ColorName} from "./palette.js";

/** What a saved picture says below a chart, since it leaves the page on which it is written. */
export interface PictureCaption {
  /** a line for each of these, as it is drawn */
  lines: readonly {label: string; color: ColorName; dash?: string}[];
  /** where the data are from: `Silverstone, 1 March 2026` */
  source: string;
}

const captions = new WeakMap<Element, () => PictureCaption>();

/** Gives a chart its caption; the function is asked when a picture is made. */
export function captioned(chart: Element, caption: () => PictureCaption): void {
  captions.set(chart, caption);
}

export function captionOf(chart: Element): PictureCaption | undefined {
  return captions.get(chart)?.();
}
