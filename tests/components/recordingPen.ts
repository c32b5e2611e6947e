import type {Pen} from "../../src/components/ui/canvas.js";

export interface Stroke {
  color: string;
  width: number;
  dash: number[];
  /** lines of points; a moveTo begins one */
  lines: [number, number][][];
}

/** Stands in for a canvas: keeps strokes and texts. */
export function recordingPen(): {pen: Pen; strokes: Stroke[]; texts: {text: string; x: number; y: number}[]} {
  const strokes: Stroke[] = [];
  const texts: {text: string; x: number; y: number}[] = [];
  let lines: [number, number][][] = [];
  let dash: number[] = [];
  const nothing = () => {};
  const pen = {
    strokeStyle: "",
    fillStyle: "",
    lineWidth: 1,
    beginPath: () => {
      lines = [];
    },
    moveTo: (x: number, y: number) => lines.push([[x, y]]),
    lineTo: (x: number, y: number) => lines.at(-1)?.push([x, y]),
    stroke() {
      strokes.push({color: String(pen.strokeStyle), width: pen.lineWidth, dash, lines});
    },
    setLineDash: (next: number[]) => {
      dash = next;
    },
    fillText: (text: string, x: number, y: number) => texts.push({text, x, y}),
    fillRect: nothing,
    clearRect: nothing,
    save: nothing,
    restore: nothing,
    rect: nothing,
    clip: nothing,
    arc: nothing,
    fill: nothing,
    closePath: nothing,
  };
  return {pen: pen as unknown as Pen, strokes, texts};
}
