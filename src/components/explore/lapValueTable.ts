import type {TraceLap} from "../laps/traceLap.js";
import {swatch} from "../ui/badges.js";
import {make} from "../ui/canvas.js";

/** A cell: its text, and what its class and title add. */
export interface LapValue {
  text: string;
  className?: string;
  title?: string;
}

/** A quantity of all laps. */
export interface LapValueGroup {
  label: string;
  unit: string;
}

export interface LapValueTable {
  element: HTMLElement;
  /** writes the cells of a lap in a group; only what has changed is written */
  set(group: number, lap: number, values: readonly (string | LapValue)[]): void;
}

/** A table of groups, one a quantity, with a row for each lap. Its cells are written again and again, as a cursor moves. */
export function lapValueTable(
  label: string,
  laps: readonly TraceLap[],
  {
    columns,
    groups,
    has = () => true,
  }: {
    columns: readonly LapValueGroup[];
    groups: readonly LapValueGroup[];
    /** whether a lap has a row in a group */
    has?: (group: number, lap: number) => boolean;
  },
): LapValueTable {
  const shown = new Map<HTMLElement, string>();
  const cells = groups.map(() => laps.map(() => columns.map(() => make("td", "lb-number"))));
  const heads = columns.map(({label: name, unit}) => {
    const th = make("th", "lb-number", name, ...(unit ? [" ", make("span", "lb-unit", unit)] : []));
    th.scope = "col";
    return th;
  });
  const names = shortNames(laps);
  const bodies = groups.map((group, g) => {
    const title = make("th", "lb-group", group.label, " ", make("span", "lb-unit", group.unit));
    title.scope = "rowgroup";
    title.colSpan = columns.length + 1;
    const rows = laps.flatMap((lap, i) => {
      if (!has(g, i)) return [];
      const name = make("th", "", swatch(lap.color, lap.dash), " ", names[i]);
      name.title = lap.label;
      name.scope = "row";
      return [make("tr", "", name, ...cells[g][i])];
    });
    return make("tbody", "", ...(group.label ? [make("tr", "", title)] : []), ...rows);
  });
  const corner = make("td");
  const table = make("table", "lb-table lb-values", make("thead", "", make("tr", "", corner, ...heads)), ...bodies);
  table.setAttribute("aria-label", label);
  const element = make("div", "lb-scroll", table);
  element.tabIndex = 0;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label);
  return {
    element,
    set(group, lap, values) {
      values.forEach((value, c) => {
        const {text, className = "", title = ""} = typeof value === "string" ? {text: value} : value;
        const cell = cells[group][lap][c];
        const now = `${text}\n${className}\n${title}`;
        if (shown.get(cell) === now) return;
        shown.set(cell, now);
        cell.textContent = text;
        cell.className = `lb-number ${className}`.trim();
        cell.title = title;
      });
    },
  };
}

/** What tells laps apart: the number where one driver drove them all. */
function shortNames(laps: readonly TraceLap[]): string[] {
  const drivers = new Set(laps.map(({lap, session}) => `${session.id} ${lap.car}`));
  return laps.map(({lap, label}) => (drivers.size === 1 ? `lap ${lap.lap}` : label));
}
