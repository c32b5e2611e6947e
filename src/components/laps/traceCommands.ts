import type {Cursor} from "../ui/cursor.js";
import {cornerTyping} from "./cornerTyping.js";
import type {RangeControl} from "./rangeControl.js";
import {type TraceAction, traceAction} from "./traceKeys.js";
import type {TraceLap} from "./traceLap.js";
import {stepPosition} from "./traceModel.js";
import type {TraceZoom} from "./traceZoom.js";

/** What buttons and keys do with the charts. */
export interface TraceCommands {
  /** moves the cursor to a position within the laps */
  point(x: number): void;
  zoomAtCursor(factor: number): void;
  undo(): void;
  /** pins the cursor where it is, or removes the pin */
  pin(): void;
  /** a key's action; false where it is none of the charts' */
  key(event: KeyboardEvent): boolean;
}

export interface CommandParts {
  reference: TraceLap | undefined;
  cursor: Cursor;
  zoom: TraceZoom;
  /** null: keys for the chosen stretch and corners do nothing */
  ranges: RangeControl | null;
  extent(): readonly [number, number];
  help?(): void;
  /** after an undo that changed nothing on the axis */
  refresh(): void;
}

export function traceCommands({reference, cursor, zoom, ranges, extent, help, refresh}: CommandParts): TraceCommands {
  const {view} = zoom;
  const type = cornerTyping((label) => ranges?.jumpTo(label) ?? false);

  function undo(): void {
    if (zoom.undo()) refresh();
  }
  const here = () => cursor.x ?? (view()[0] + view()[1]) / 2;
  const zoomAtCursor = (factor: number) => zoom.around(factor, here());
  function point(x: number): void {
    const [least, most] = extent();
    cursor.set(Math.min(Math.max(x, least), most));
  }
  const pin = () => cursor.setPin(cursor.pin === null ? here() : null);

  function step(by: number): void {
    if (!reference) return;
    const next = stepPosition(reference, cursor.axis, cursor.x ?? view()[by > 0 ? 0 : 1], by);
    point(next);
    // the view follows a cursor that leaves it
    const [from, to] = view();
    if (next < from || next > to) zoom.pan(next < from ? next - from : next - to);
  }

  function rangeAction(action: TraceAction, control: RangeControl): boolean {
    if (action.type === "jump") control.jump(action.by);
    else if (action.type === "digit") type(action.key);
    else if (action.type === "mark") control.mark(action.end, here());
    else if (action.type === "piece") control.choosePiece(here());
    else if (action.type === "next") control.step(action.by);
    else if (action.type === "zoomToRange") control.zoom();
    else if (action.type === "clearRange") control.clear();
    else return false;
    return true;
  }

  function act(action: TraceAction): boolean {
    if (action.type === "step") step(action.by);
    else if (action.type === "end") point(view()[action.to === "start" ? 0 : 1]);
    else if (action.type === "zoom") zoomAtCursor(action.factor);
    else if (action.type === "undo") undo();
    else if (action.type === "clear") cursor.set(null);
    else if (action.type === "pin") pin();
    else if (action.type === "help") help?.();
    else if (action.type === "reset") {
      // a 0 may be the second digit of a corner's number
      if (!ranges || !type("0")) zoom.to(null);
    } else return ranges !== null && rangeAction(action, ranges);
    return true;
  }

  return {
    point,
    zoomAtCursor,
    undo,
    pin,
    key(event) {
      const action = traceAction(event);
      return action !== null && act(action);
    },
  };
}
