import type {LoadedLaps} from "../laps/lapChoice.js";
import {traceStack as drawStack, type TraceStackOptions} from "../laps/traceStack.js";
import {type CircuitMapOptions, circuitMap as drawMap} from "../map/circuitMap.js";
import {MAP_CHANNELS} from "../map/mapColor.js";
import {make} from "../ui/canvas.js";
import type {Cursor} from "../ui/cursor.js";
import {CellError} from "./cellError.js";
import type {LapWords} from "./chosenBy.js";
import {errorBox} from "./errorBox.js";
import {knownCharts} from "./knownCharts.js";
import {openedLaps, sharedCursors} from "./openedLaps.js";
import {unknownChannel} from "./unknownName.js";

/** `coloredLap` is one of the laps by its name, "SESSION:CAR:LAP", too. */
export type NotebookMapOptions = Omit<CircuitMapOptions, "coloredLap"> & {
  coloredLap?: string | CircuitMapOptions["coloredLap"];
};

/** A view of laps that are read first. Its value and events are those of what it shows. */
export type LapView = HTMLElement & {value?: unknown};

/** Charts and maps of laps that share a cursor for each circuit. */
export function lapViews() {
  const cursorOf = sharedCursors();
  const view = (words: LapWords, draw: (loaded: LoadedLaps, cursor: Cursor) => HTMLElement): LapView =>
    whenOpened(openedLaps(words), (loaded) => draw(loaded, cursorOf(loaded.laps)));
  return {
    traceStack: (words: LapWords, options: TraceStackOptions = {}): LapView => {
      refuseNoOptions("traceStack", options, '{charts: ["speedKmh", "delta"]}');
      return view(words, ({laps, onLine}, cursor) => {
        const {charts, unknown} = knownCharts(laps, options.charts);
        // charts that are all unknown are no charts
        const drawn = charts?.length === 0 && unknown.length ? undefined : {...options, charts};
        return withProblems(unknown, drawn ? drawStack(laps, {onLine, cursor, copy: false, ...drawn}) : make("div"));
      });
    },
    circuitMap: (words: LapWords, options: NotebookMapOptions = {}): LapView => {
      refuseNoOptions("circuitMap", options, '{channel: "gear"}');
      return view(words, ({laps}, cursor) => {
        // one lap by its speed, several in their own colours
        const channel = laps.length === 1 ? "speedKmh" : null;
        const {coloredLap: asked} = options;
        const coloredLap = typeof asked === "string" ? laps.find(({key}) => key === asked) : asked;
        const unknown = options.channel ? unknownChannel(options.channel, MAP_NAMES) : undefined;
        const shown = {...options, ...(unknown && {channel: null})};
        return withProblems(
          unknown ? [unknown] : [],
          drawMap(laps, {cursor, channel, copy: false, ...shown, coloredLap}),
        );
      });
    },
  };
}

const MAP_NAMES = [...MAP_CHANNELS.map(({name}) => name), "deltaRate"];

/** The view, below what was asked for and is not known. */
function withProblems<View extends HTMLElement>(problems: readonly CellError[], view: View): LapView {
  if (!problems.length) return view;
  const root = make("div", "", ...problems.map((problem) => errorBox(problem)), view) as LapView;
  return Object.defineProperty(root, "value", {get: () => (view as LapView).value});
}

function refuseNoOptions(word: string, options: unknown, example: string): void {
  if (
    options !== null &&
    typeof options === "object" &&
    !Array.isArray(options) &&
    !("samples" in options) &&
    !("then" in options)
  )
    return;
  throw new CellError(
    `the second argument of ${word} is options`,
    undefined,
    `Write ${word}(lap("best"), ${example}); several laps are an array: ${word}([a, b]).`,
  );
}

/** Shows that laps are read, then what is drawn of them, or the error. */
function whenOpened(opened: Promise<LoadedLaps>, draw: (loaded: LoadedLaps) => HTMLElement): LapView {
  const waiting = make("p", "lb-loading", "Reading laps…");
  waiting.setAttribute("role", "status");
  const root = make("div", "lb-lap-view", waiting) as LapView;
  root.setAttribute("aria-busy", "true");
  const shown = opened.then(draw).then(
    (element) => {
      Object.defineProperty(root, "value", {get: () => (element as LapView).value, configurable: true});
      return element;
    },
    (error: Error) => errorBox(error instanceof CellError ? error : new CellError(error.message)),
  );
  void shown.then((element) => {
    root.replaceChildren(element);
    root.removeAttribute("aria-busy");
  });
  return root;
}
