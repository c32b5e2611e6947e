import type {Page} from "playwright-core";

/**
 * What a reader at this width can't read, a line each: a page or a part that is wider than its place, and texts that cover each other.
 * Parts that scroll by themselves, texts that only appear when pointed at, and texts that are cut with an ellipsis, are as they should be.
 */
export function collisions(page: Page, root: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const found: string[] = [];
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide in ${clientWidth}`);
    interface Box {
      text: string;
      /** a text that is cut has a second box for what does not fit */
      node: Node;
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const boxes: Box[] = [];
    const walker = document.createTreeWalker(document.querySelector(selector)!, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!.trim();
      const parent = node.parentElement!;
      if (
        !text ||
        parent.closest("option, title, .lb-visually-hidden") ||
        !parent.checkVisibility({visibilityProperty: true, opacityProperty: true})
      )
        continue;
      range.selectNodeContents(node);
      for (const {left, right, top, bottom} of range.getClientRects()) {
        const box = {text: text.slice(0, 40), node, left, right, top, bottom};
        for (let above: HTMLElement | null = parent; above; above = above.parentElement) {
          const {overflowX, overflowY} = getComputedStyle(above);
          if (overflowX === "visible" && overflowY === "visible") continue;
          const clip = above.getBoundingClientRect();
          // an ellipsis leaves something to read
          if (overflowX === "hidden" && clip.width < 8) found.push(`nothing is left of “${box.text}”`);
          box.left = Math.max(box.left, clip.left);
          box.right = Math.min(box.right, clip.right);
          box.top = Math.max(box.top, clip.top);
          box.bottom = Math.min(box.bottom, clip.bottom);
        }
        if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
        if (box.right > clientWidth + 1) found.push(`“${box.text}” ends at ${Math.round(box.right)} px`);
        boxes.push(box);
      }
    }
    boxes.sort((a, b) => a.top - b.top);
    for (const [i, a] of boxes.entries())
      for (let k = i + 1; k < boxes.length && boxes[k].top < a.bottom - 3; k++) {
        const b = boxes[k];
        // lines of text are taller than their letters
        if (
          a.node !== b.node &&
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - b.top > 4
        )
          found.push(`“${a.text}” and “${b.text}” cover each other`);
      }
    return found;
  }, root);
}
