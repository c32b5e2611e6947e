import {type Axis, type Cursor, createCursor, type View} from "./cursor.js";

/**
 * Parameters of an address that keep the cursor: the axis (`x=time`), the visible stretch (`zoom=812-1040`), the position (`at=950`) and the
 * position that stays (`pin=900`).
 */
export type CursorParams = Partial<Record<"x" | "zoom" | "at" | "pin", string | null>>;

/** A cursor from an address; malformed parts are left out. */
export function cursorFrom({x, zoom, at, pin}: CursorParams): Cursor {
  const axis: Axis = x === "time" ? "time" : "distance";
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(zoom ?? "") ?? [];
  const view: View | null = Number(from) < Number(to) ? [Number(from), Number(to)] : null;
  return createCursor({axis, view, x: positionOf(at), pin: positionOf(pin)});
}

function positionOf(text?: string | null): number | null {
  const position = text ? Number(text) : Number.NaN;
  return Number.isFinite(position) ? position : null;
}

/** The parameters of a cursor; null for what an address need not keep. */
export function cursorParams({axis, x, view, pin}: Pick<Cursor, "axis" | "x" | "view" | "pin">): CursorParams {
  const text = (value: number) => (axis === "time" ? value.toFixed(2) : String(Math.round(value)));
  return {
    x: axis === "time" ? "time" : null,
    zoom: view?.map((value) => text(Math.max(0, value))).join("-") ?? null,
    at: x === null ? null : text(x),
    pin: pin === null ? null : text(pin),
  };
}

/** After so long without a change the address is written, ms: browsers allow few writes a second. */
export const RESTS_MS = 300;

/**
 * Calls `write` with a cursor's parameters when it has come to rest, and before a click that may leave the page: Back must find the last view.
 * Returns the function that stops it.
 */
export function keepCursor(cursor: Cursor, write: (params: CursorParams) => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    clearTimeout(waiting);
    waiting = undefined;
    write(cursorParams(cursor));
  };
  const stop = cursor.subscribe(() => {
    clearTimeout(waiting);
    waiting = setTimeout(rest, RESTS_MS);
  });
  const leave = () => waiting !== undefined && rest();
  globalThis.addEventListener?.("click", leave, {capture: true});
  return () => {
    clearTimeout(waiting);
    stop();
    globalThis.removeEventListener?.("click", leave, {capture: true});
  };
}
