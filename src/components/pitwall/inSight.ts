import type {CanvasPanel} from "./panel.js";

export interface InSight {
  /** watches these panels instead of those before */
  watch(panels: readonly CanvasPanel[]): void;
  /** whether a panel is in the window, or so near that scrolling could show it before it is drawn */
  has(panel: CanvasPanel): boolean;
  stop(): void;
}

/** px above and below the window */
const MARGIN = 80;

/** Which panels can be seen: without a graphics processor a canvas costs as much out of sight as in it. `entered`: one came into sight. */
export function createInSight(entered: () => void): InSight {
  const away = new Set<Element>();
  const observer =
    typeof IntersectionObserver === "undefined"
      ? null
      : new IntersectionObserver(
          (entries) => {
            for (const {target, isIntersecting} of entries) {
              if (!isIntersecting) away.add(target);
              else if (away.delete(target)) entered();
            }
          },
          {rootMargin: `${MARGIN}px`},
        );
  return {
    watch(panels) {
      observer?.disconnect();
      away.clear();
      for (const {element} of panels) observer?.observe(element);
    },
    has: ({element}) => !away.has(element),
    stop: () => observer?.disconnect(),
  };
}
