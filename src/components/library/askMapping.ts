import type {LogChoices} from "../../core/archive/types.js";
import type {MappingSource} from "./mappingSource.js";

interface AskOptions {
  /** number of further files that wait, when the question is shown */
  more: () => number;
  signal: AbortSignal;
}

/**
 * Asks about files' columns in `place`, one file at a time: later questions wait. Choices that apply to all files with the same columns are
 * remembered.
 */
export function createMappingQueue(place: HTMLElement): {
  ask: (name: string, source: MappingSource, options: AskOptions) => Promise<LogChoices>;
} {
  const known = new Map<string, LogChoices>();
  let asking: Promise<unknown> = Promise.resolve();
  return {
    ask(name, source, options) {
      const answer = asking.then(() => ask(name, source, options));
      asking = answer.catch(() => {});
      return answer;
    },
  };

  async function ask(name: string, source: MappingSource, {more, signal}: AskOptions): Promise<LogChoices> {
    const before = known.get(source.key);
    if (before) return before;
    const {mappingPanel} = await import("./mappingPanel.js");
    return await new Promise<LogChoices>((resolve, reject) => {
      const cancel = () => settle(() => reject(new DOMException("cancelled", "AbortError")));
      const settle = (how: () => void) => {
        signal.removeEventListener("abort", cancel);
        place.replaceChildren();
        how();
      };
      if (signal.aborted) return cancel();
      signal.addEventListener("abort", cancel, {once: true});
      const panel = mappingPanel(name, source, {
        more: more(),
        onDone: (choices, all) =>
          settle(() => {
            if (all) known.set(source.key, choices);
            resolve(choices);
          }),
        onCancel: cancel,
      });
      place.replaceChildren(panel);
      panel.querySelector<HTMLElement>("select, button")?.focus({preventScroll: true});
      panel.scrollIntoView?.({block: "nearest"});
    });
  }
}
