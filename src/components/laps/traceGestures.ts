/** What dragging does: it selects a stretch to zoom to, or the stretch whose numbers are shown. */
export type DragTool = "zoom" | "range";

/** Actions of pointers on the charts; positions in px from the element's left edge. */
export interface TraceGestures {
  /** the pointer is here */
  point(px: number): void;
  /** a stretch is being selected, or has been (`done`); null when the selection was cancelled */
  brush(range: [number, number] | null, done: boolean, tool: DragTool): void;
  /** a click without a drag, px from the left and the top edge; `pins` with Control or Command */
  tap?(px: number, py: number, pins: boolean): void;
  /** what dragging does without Alt, and for a finger; zoom where it is left out */
  tool?(): DragTool;
  /** the charts are dragged by a number of px */
  pan(px: number): void;
  /** makes the view `factor` times as wide around px; false when it already has its widest or narrowest extent */
  zoom(px: number, factor: number): boolean;
  reset(): void;
}

/** Px a mouse must move before a click becomes a stretch. */
const BRUSH_FROM = 4;

/**
 * Mouse: move points, drag selects a stretch with the tool (Alt: the range), Shift-drag pans, wheel zooms when the charts have the focus or
 * with Ctrl (else the page scrolls on), sideways wheel pans, double-click shows all. Touch: one finger points, with the range tool it selects;
 * two pinch and pan.
 */
export function attachGestures(element: HTMLElement, gestures: TraceGestures): void {
  const pointers = new Map<number, number>();
  let mode: "none" | "brush" | "pan" | "pinch" = "none";
  let tool: DragTool = "zoom";
  let startPx = 0;
  let lastPx = 0;
  let spread = 0;
  const place = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;
  const two = () => [...pointers.values()].slice(0, 2);

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const px = place(event);
    pointers.set(event.pointerId, px);
    if (pointers.size === 2) {
      if (mode === "brush") gestures.brush(null, true, tool);
      mode = "pinch";
      const [a, b] = two();
      spread = Math.max(20, Math.abs(a - b));
      lastPx = (a + b) / 2;
      return;
    }
    startPx = lastPx = px;
    tool = event.altKey ? "range" : (gestures.tool?.() ?? "zoom");
    const selects = event.pointerType === "mouse" || tool === "range";
    mode = !selects ? "none" : event.shiftKey ? "pan" : "brush";
    if (mode !== "none") element.setPointerCapture(event.pointerId);
    gestures.point(px);
  });
  element.addEventListener("pointermove", (event) => {
    const px = place(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, px);
    if (mode === "pinch") {
      const [a, b] = two();
      const apart = Math.max(20, Math.abs(a - b));
      gestures.pan((a + b) / 2 - lastPx);
      gestures.zoom((a + b) / 2, spread / apart);
      spread = apart;
      lastPx = (a + b) / 2;
      return;
    }
    if (mode === "pan") gestures.pan(px - lastPx);
    else gestures.point(px);
    if (mode === "brush" && Math.abs(px - startPx) > BRUSH_FROM) gestures.brush(ordered(startPx, px), false, tool);
    lastPx = px;
  });
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (mode === "brush") {
      const range = ordered(startPx, place(event));
      const meant = event.type === "pointerup" && range[1] - range[0] > BRUSH_FROM;
      gestures.brush(meant ? range : null, true, tool);
    }
    const stayed = Math.abs(place(event) - startPx) <= BRUSH_FROM;
    if (event.type === "pointerup" && mode !== "pinch" && stayed)
      gestures.tap?.(place(event), event.clientY - element.getBoundingClientRect().top, event.ctrlKey || event.metaKey);
    mode = "none";
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("dblclick", () => gestures.reset());
  element.addEventListener(
    "wheel",
    (event) => {
      const unit = event.deltaMode === 1 ? 16 : 1;
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        gestures.pan(-event.deltaX * unit);
        event.preventDefault();
      } else if (event.ctrlKey || event.metaKey || element.contains(document.activeElement)) {
        const factor = Math.exp(Math.max(-200, Math.min(200, event.deltaY * unit)) * (event.ctrlKey ? 0.01 : 0.0025));
        // when nothing is left to zoom, the wheel scrolls the page
        if (gestures.zoom(place(event), factor)) event.preventDefault();
      }
    },
    {passive: false},
  );
}

function ordered(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
