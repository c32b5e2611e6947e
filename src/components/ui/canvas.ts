/** What components use of a canvas context: a recorder can take its place in tests. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "fillRect"
  | "strokeRect"
  | "fillText"
  | "clearRect"
  | "arc"
  | "fill"
  | "closePath"
  | "strokeStyle"
  | "fillStyle"
  | "lineWidth"
  | "lineJoin"
  | "lineCap"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "globalAlpha"
>;

/** What drawings need that become vectors. */
export type VectorPen = Pen & Pick<CanvasRenderingContext2D, "save" | "restore" | "rect" | "clip" | "setLineDash">;

/** Gives a canvas a CSS size at the screen's resolution; the context draws in CSS pixels. */
export function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  // a drawing that needs more than a pen asks for `vectorPen` first
  const vectors = vectorPen(canvas, width, height);
  if (vectors) return vectors as CanvasRenderingContext2D;
  const pixels = pixelRatio();
  const [w, h] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d")!;
  pen.setTransform(pixels, 0, 0, pixels, 0, 0);
  return pen;
}

export function pixelRatio(): number {
  return Math.min(3, globalThis.devicePixelRatio || 1);
}

type PenFor = (canvas: HTMLCanvasElement, width: number, height: number) => VectorPen | null;
let penFor: PenFor | null = null;

/** The pen that takes a canvas's place while its drawing is recorded as vectors; null otherwise. */
export function vectorPen(canvas: HTMLCanvasElement, width: number, height: number): VectorPen | null {
  return penFor?.(canvas, width, height) ?? null;
}

/** Whether drawings are recorded: what is kept from the last drawing has to be drawn again. */
export const isRecording = () => penFor !== null;

/** Has other pens draw in the place of canvases until the promise settles; null leaves a canvas alone. */
export async function drawnBy<T>(pen: PenFor, draw: () => Promise<T>): Promise<T> {
  penFor = pen;
  try {
    return await draw();
  } finally {
    penFor = null;
  }
}

/** Calls `draw` in the next frame, once for any number of requests. */
export function onceAFrame(draw: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
}

/** Resolves after the next paint; in a hidden page, which is not painted, after a quarter of a second. */
export function afterPainting(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}

/** A new element with a class and children; strings become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A small button of a toolbar. */
export function button(text: string, label: string, act: () => void): HTMLButtonElement {
  const element = make("button", "lb-tool", text);
  element.type = "button";
  element.title = label;
  // voice control finds a button by its visible word; a symbol needs a name
  if (!/\p{L}/u.test(text)) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}
