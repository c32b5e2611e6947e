import {isShortcut, type Key} from "../ui/mount.js";

/** What a key does on the charts. */
export type TraceAction =
  | {type: "step"; by: number}
  | {type: "end"; to: "start" | "end"}
  | {type: "zoom"; factor: number}
  | {type: "reset"}
  | {type: "undo"}
  | {type: "fit"}
  | {type: "clear"}
  /** to the next or previous corner */
  | {type: "jump"; by: 1 | -1}
  /** of a corner's number */
  | {type: "digit"; key: string}
  /** the chosen stretch begins or ends at the cursor */
  | {type: "mark"; end: "from" | "to"}
  /** chooses the corner or straight at the cursor */
  | {type: "piece"}
  /** chooses the next or previous one */
  | {type: "next"; by: 1 | -1}
  | {type: "zoomToRange"}
  | {type: "clearRange"}
  | {type: "pin"}
  | {type: "help"};

const LETTERS: Record<string, TraceAction> = {
  "[": {type: "jump", by: -1},
  "]": {type: "jump", by: 1},
  s: {type: "mark", end: "from"},
  e: {type: "mark", end: "to"},
  c: {type: "piece"},
  ",": {type: "next", by: -1},
  ".": {type: "next", by: 1},
  z: {type: "zoomToRange"},
  x: {type: "clearRange"},
  p: {type: "pin"},
  y: {type: "fit"},
  "?": {type: "help"},
};

/**
 * ← → one step (Shift: ten), Home and End, + − zoom, 0 all, Backspace undo, Escape no cursor; [ ] and digits corners; s e c , . z x the
 * chosen stretch; p pins the cursor, y the scales of the y axes, ? help; null for other keys.
 */
export function traceAction(event: Key): TraceAction | null {
  if (isShortcut(event) && !isBracket(event)) return null;
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
      return /^[1-9]$/.test(key) ? {type: "digit", key} : (LETTERS[key] ?? null);
  }
}

/** Some keyboards have brackets only with AltGr, which arrives as Alt, or as Control and Alt. */
function isBracket({key, ctrlKey, altKey, metaKey}: Key): boolean {
  return (key === "[" || key === "]") && !metaKey && (!ctrlKey || altKey === true);
}
