export interface FrameTask {
  /** least time between two runs, ms; 0: every frame */
  every: number;
  run(now: number): void;
}

export interface FrameLoop {
  add(every: number, run: (now: number) => void): void;
  /** something has changed: every task runs once more when due, those of every frame for `SETTLE` ms */
  wake(): void;
  stop(): void;
}

/** Drawing continues so long after the last change, while cars glide to their places, ms. */
const SETTLE = 400;

/**
 * The animation loop of a page: drawings run every frame, texts at their own intervals. Nothing runs while nothing
 * changes, nor while the page is hidden (a browser gives hidden pages no frames).
 */
export function createFrameLoop({
  request = (callback: FrameRequestCallback) => requestAnimationFrame(callback),
  cancel = (id: number) => cancelAnimationFrame(id),
  clock = () => performance.now(),
} = {}): FrameLoop {
  const tasks: (FrameTask & {last: number; stale: boolean})[] = [];
  let asked = 0;
  let stopped = false;
  let awake = Number.NEGATIVE_INFINITY;

  function frame(now: number): void {
    asked = 0;
    const settling = now - awake < SETTLE;
    let again = settling;
    for (let i = 0; i < tasks.length; i++) {
      const task = tasks[i];
      if (!(task.stale || (settling && task.every === 0))) continue;
      if (now - task.last < task.every) {
        again = true;
        continue;
      }
      task.stale = false;
      task.last = now;
      task.run(now);
    }
    if (again && !stopped) asked ||= request(frame);
  }

  return {
    add: (every, run) => void tasks.push({every, run, last: Number.NEGATIVE_INFINITY, stale: true}),
    wake() {
      if (stopped) return;
      awake = clock();
      for (let i = 0; i < tasks.length; i++) tasks[i].stale = true;
      asked ||= request(frame);
    },
    stop() {
      stopped = true;
      if (asked) cancel(asked);
      asked = 0;
    },
  };
}
