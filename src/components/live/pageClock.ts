import type {PageClock} from "../../core/live/timeline/pageClock.js";

/** The browser's clock, timers and animation frames. */
export const pageClock: PageClock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  frame(work) {
    if (typeof requestAnimationFrame === "undefined") return pageClock.after(16, work);
    const request = requestAnimationFrame(work);
    return () => cancelAnimationFrame(request);
  },
};
