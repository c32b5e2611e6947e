import type {LogChoices} from "../../core/archive/types.js";
import type {MappingSource} from "./mappingSource.js";

interface AskOptions {
  /** further files that wait */
  more: number;
  signal: AbortSignal;
}

/** Asks about files' columns one at a time, in `place`; choices that apply to all files with the same columns are remembered. */
export function createMappingQueue(place: HTMLElement): {
  ask: (name: string, source: MappingSource, options: AskOptions) => Promise<LogChoices>;
} {
  const known = new Map<string, LogChoices>();
  return {
    async ask(name, source, {more, signal}) {
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
          more,
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
    },
  };
}
