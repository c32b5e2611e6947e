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

/** Gives a canvas a CSS size at the screen's resolution; the context draws in CSS pixels. */
export function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
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
  return ratio ?? Math.min(3, globalThis.devicePixelRatio || 1);
}

let ratio: number | undefined;

/** Has canvases drawn with so many pixels for one of the page until the promise settles, whatever the screen. */
export async function drawnAtRatio<T>(pixels: number, draw: () => Promise<T>): Promise<T> {
  ratio = pixels;
  try {
    return await draw();
  } finally {
    ratio = undefined;
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
