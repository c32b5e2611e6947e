/** Px a pointer must move before a press becomes a drag. */
const DRAG_FROM = 5;

/**
 * Lets the items of a list be dragged to another place by their handles. `move` is called once, when the item is dropped at another place;
 * while it is dragged, the item has the class `lb-dragged` and the one at whose place it would go `lb-drop`.
 */
export function attachDragOrder(
  list: HTMLElement,
  {handle, move}: {handle: string; move: (from: number, to: number) => void},
): void {
  list.addEventListener("pointerdown", (event) => {
    const grip = (event.target as Element).closest(handle);
    const item = grip?.closest("li");
    if (!item || event.button !== 0) return;
    const items = [...list.children] as HTMLElement[];
    const from = items.indexOf(item);
    if (from < 0) return;
    event.preventDefault();
    let to = from;
    const stop = new AbortController();
    const {signal} = stop;
    const startY = event.clientY;
    const show = (isDragged: boolean) => {
      item.classList.toggle("lb-dragged", isDragged);
      items.forEach((one, i) => {
        one.classList.toggle("lb-drop", isDragged && i === to && to !== from);
        one.classList.toggle("lb-drop-after", isDragged && i === to && to > from);
      });
    };
    const moved = (now: PointerEvent) => {
      if (Math.abs(now.clientY - startY) < DRAG_FROM && to === from) return;
      const below = items.findIndex((one) => {
        const box = one.getBoundingClientRect();
        return now.clientY < box.top + box.height;
      });
      to = below < 0 ? items.length - 1 : below;
      show(true);
    };
    const end = (now: PointerEvent) => {
      stop.abort();
      show(false);
      if (now.type === "pointerup" && to !== from) move(from, to);
    };
    document.addEventListener("pointermove", moved, {signal});
    for (const type of ["pointerup", "pointercancel"] as const) document.addEventListener(type, end, {signal});
  });
}
