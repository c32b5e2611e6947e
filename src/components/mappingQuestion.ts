import type {LogChoices} from "../core/archive/types.js";
import type {CsvTable} from "../core/foreign/csv/csvTable.js";

interface AskOptions {
  partly: boolean;
  /** further files that wait */
  more: number;
  signal: AbortSignal;
}

/** Asks about tables one at a time, in `place`; what was said to hold for all files with the same columns is not asked again. */
export function createMappings(place: HTMLElement): {
  ask: (name: string, table: CsvTable, options: AskOptions) => Promise<LogChoices>;
} {
  const known = new Map<string, LogChoices>();
  return {
    async ask(name, table, {partly, more, signal}) {
      const columns = JSON.stringify(table.columns.map((c) => [c.name, c.unit]));
      const before = known.get(columns);
      if (before) return before;
      const {mappingPanel} = await import("./mappingPanel.js");
      return await new Promise<LogChoices>((resolve, reject) => {
        const gone = () => settle(() => reject(new DOMException("cancelled", "AbortError")));
        const settle = (how: () => void) => {
          signal.removeEventListener("abort", gone);
          place.replaceChildren();
          how();
        };
        if (signal.aborted) return gone();
        signal.addEventListener("abort", gone, {once: true});
        const panel = mappingPanel(name, table, {
          partly,
          more,
          onDone: (choices, all) =>
            settle(() => {
              if (all) known.set(columns, choices);
              resolve(choices);
            }),
          onCancel: gone,
        });
        place.replaceChildren(panel);
        panel.querySelector<HTMLElement>("select, button")?.focus({preventScroll: true});
        panel.scrollIntoView?.({block: "nearest"});
      });
    },
  };
}
