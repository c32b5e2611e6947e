/** Keeps a text that never came to an end from running again when its tab is opened again. */
export interface RunGuard {
  /** Called before a text runs: whether it may. It may not when this tab ended while it ran. */
  begin(text: string): boolean;
  /** the refused text may run */
  allow(): void;
  stop(): void;
}

interface GuardedPage extends EventTarget {
  readonly hidden: boolean;
}

/**
 * A cell that repeats for ever stops the tab; the browser then ends it without a word to the page. So the tab's storage names the text that runs
 * while the page is seen: a page that is left, or ended in the background, has cleared it before.
 */
export function runGuard(
  name: string,
  {
    storage,
    page = document,
    frame = window,
  }: {
    storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
    page?: GuardedPage;
    frame?: EventTarget;
  },
): RunGuard {
  const key = `lapbook running ${name}`;
  let hung: string | null = null;
  let running: string | null = null;
  let refused: string | null = null;
  const attempt = (act: () => void) => {
    try {
      act();
    } catch {
      // storage is full or refused: nothing is guarded
    }
  };
  const mark = (text: string | null) =>
    attempt(() => (text === null ? storage.removeItem(key) : storage.setItem(key, text)));
  const leave = () => mark(refused);
  const look = () => (page.hidden ? leave() : mark(refused ?? running));
  attempt(() => {
    hung = storage.getItem(key);
  });
  page.addEventListener("visibilitychange", look);
  frame.addEventListener("pagehide", leave);
  frame.addEventListener("pageshow", look);
  return {
    begin(text) {
      if (text === hung) refused = text;
      else [running, refused] = [text, null];
      look();
      return refused === null;
    },
    allow() {
      hung = null;
    },
    stop() {
      page.removeEventListener("visibilitychange", look);
      frame.removeEventListener("pagehide", leave);
      frame.removeEventListener("pageshow", look);
      leave();
    },
  };
}
