import type {LapsOnLine} from "../laps/lapsOnLine.js";
import type {TraceChannel} from "../laps/traceChannels.js";
import type {TraceLap} from "../laps/traceLap.js";
import type {TraceStack} from "../laps/traceStack.js";
import {make} from "../ui/canvas.js";
import type {Cursor} from "../ui/cursor.js";
import {inTextField, mount} from "../ui/mount.js";
import {mapChoice} from "./mapChoice.js";
import {pinPanel} from "./pinPanel.js";
import {lapPlots} from "./plots/lapPlots.js";
import type {PlotParams} from "./plots/plotChoice.js";
import {type RangePanelOptions, rangePanel} from "./rangePanel.js";
import {traceHelp} from "./traceHelp.js";

export interface LapExplorerOptions {
  onLine: LapsOnLine | null;
  cursor: Cursor;
  /** draws the charts, on a page of its own or within an editor of them; calls `shows` with each new stack */
  charts: (options: {help: () => void; shows: (stack: TraceStack) => void}) => HTMLElement;
  /** see MapChoiceOptions */
  map?: string;
  onMap?: (key: string | null) => void;
  links?: RangePanelOptions["links"];
  /** zooms to the cursor's range at first */
  atRange?: boolean;
  /** of the address, and what it is to keep: see PlotParams */
  plots?: PlotParams;
  /** channels that are computed on the page, for the plots */
  computed?: readonly TraceChannel[];
  onPlots?: (params: PlotParams) => void;
}

/**
 * Laps with their map and, beside the charts, the chosen stretch and both cursors in numbers. Keys of the charts work wherever the focus is
 * on the page, fields, menus and dialogs apart; those that scroll a page only within it.
 */
export function lapExplorer(laps: readonly TraceLap[], options: LapExplorerOptions): HTMLElement {
  const {onLine, cursor, charts, map, onMap, links, plots, onPlots, atRange, computed} = options;
  const help = traceHelp();
  const panels = make("div", "lb-panels");
  let stack: TraceStack | undefined;
  const shows = (next: TraceStack) => {
    if (atRange && !stack) next.ranges?.zoom();
    stack = next;
    const channels = next.model.charts.flatMap((chart) => chart.channels);
    const ranges = next.ranges ? [rangePanel({channels, control: next.ranges, cursor, links})] : [];
    panels.replaceChildren(pinPanel(laps, channels, cursor), ...ranges);
  };
  const drawn = make("div", "lb-charts", charts({help: help.show, shows}));
  const range = () => stack?.ranges?.shown() ?? null;
  const picture = mapChoice(laps, {cursor, range, chosen: map, onChoose: onMap});
  // a map without positions needs no separate column, but panels do
  const side = make("div", "lb-side", picture, panels);
  const isMapped = picture.querySelector(".lb-map-none") === null || Boolean(stack?.ranges);
  const below = onLine && lapPlots({onLine, cursor, params: plots, onChange: onPlots, computed});
  const root = make("div", `lb-laps${isMapped ? " lb-mapped" : ""}`, side, drawn, ...(below ? [below] : []), help);
  const press = (event: KeyboardEvent) => !hasOwnKeys(event) && (stack?.key(event) ?? false);
  mount(root, {key: press, pageKey: (event) => !SCROLLING.has(event.key) && press(event)});
  return root;
}

/** Keys that move the page itself, or leave it, while the focus is outside the charts. */
const SCROLLING: ReadonlySet<string> = new Set(["Home", "End", "Backspace"]);

/** Whether an event happens where keys have another meaning: fields, sliders, menus, dialogs. */
function hasOwnKeys(event: KeyboardEvent): boolean {
  const own = "input, dialog, [role=listbox], [role=menu], [role=slider]";
  return inTextField(event) || (event.target as HTMLElement | null)?.closest?.(own) != null;
}
