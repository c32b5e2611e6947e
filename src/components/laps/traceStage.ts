import {make} from "../ui/canvas.js";
import type {ChartHead} from "./chartHead.js";
import {FRAME, type TraceLayout} from "./traceLayout.js";

/** The layers of the charts: axes and lines, what follows the pointer, the corners' numbers, and the heads. */
export interface TraceStage {
  element: HTMLElement;
  lines: HTMLCanvasElement;
  over: HTMLCanvasElement;
  /** moves with the cursor */
  strip: HTMLCanvasElement;
  /** over the corners' numbers, which can be clicked */
  band: HTMLElement;
  place(layout: TraceLayout): void;
}

/** @param label for a screen reader */
export function traceStage(heads: readonly ChartHead[], label: string): TraceStage {
  const lines = make("canvas", "lb-trace-lines");
  const over = make("canvas", "lb-trace-over");
  const strip = make("canvas", "lb-trace-strip");
  const band = make("div", "lb-trace-band");
  const element = make("div", "lb-trace-stage", lines, over, strip, band, ...heads.map((head) => head.element));
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute("aria-roledescription", "telemetry charts");
  element.setAttribute("aria-label", label);
  return {
    ...{element, lines, over, strip, band},
    place({height, bottom, tops, headLines, right}) {
      element.style.height = `${height}px`;
      band.style.top = `${bottom}px`;
      heads.forEach(({element: head}, c) => {
        head.style.top = `${tops[c] - FRAME.header * headLines[c]}px`;
        head.style.right = `${right}px`;
        head.classList.toggle("lb-stacked", headLines[c] > 1);
        head.style.height = `${FRAME.header * headLines[c]}px`;
      });
    },
  };
}
