import {isShortcut, type Key} from "../ui/mount.js";

/** What a key does on the charts. */
export type TraceAction =
  | {type: "step"; by: number}
  | {type: "end"; to: "start" | "end"}
  | {type: "zoom"; factor: number}
  | {type: "reset"}
  | {type: "undo"}
  | {type: "clear"};

/** ← → one step (Shift: ten), Home and End, + − zoom, 0 all, Backspace undo, Escape no cursor; null for other keys. */
export function traceAction(event: Key): TraceAction | null {
  if (isShortcut(event)) return null;
  const {key, shiftKey} = event;
  const by = shiftKey ? 10 : 1;
  switch (key) {
    case "ArrowLeft":
      return {type: "step", by: -by};
    case "ArrowRight":
      return {type: "step", by};
    case "Home":
      return {type: "end", to: "start"};
    case "End":
      return {type: "end", to: "end"};
    case "+":
    case "=":
      return {type: "zoom", factor: 0.5};
    case "-":
    case "−":
    case "_":
      return {type: "zoom", factor: 2};
    case "0":
      return {type: "reset"};
    case "Backspace":
      return {type: "undo"};
    case "Escape":
      return {type: "clear"};
    default:
      return null;
  }
}
