import {html} from "npm:htl";
import {mount} from "../ui/mount.js";

/**
 * Takes drops of files anywhere in the window. The element is a frame that shows while files are dragged over the page;
 * `invalidation` ends it.
 */
export function dropTarget(drop: (transfer: DataTransfer) => void, invalidation?: Promise<unknown>): HTMLElement {
  const frame = html`<div class="lb-drop" aria-hidden="true">Drop to import</div>`;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  // enter and leave events come in pairs for every element crossed
  let depth = 0;
  const cross = (by: number) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth += by;
    frame.classList.toggle("lb-over", depth > 0);
  };
  mount(frame, {
    invalidation,
    page: {
      dragenter: cross(1),
      dragleave: cross(-1),
      dragover: (event) => {
        if (hasFiles(event)) event.preventDefault();
      },
      drop: (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth = 0;
        frame.classList.remove("lb-over");
        if (event.dataTransfer) drop(event.dataTransfer);
      },
    },
  });
  return frame;
}
