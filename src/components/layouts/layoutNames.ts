import type {LayoutKind, NamedLayout} from "./layoutKind.js";

type Shipped = Pick<LayoutKind<NamedLayout>, "shipped">;

/** Why a layout can't have a name, in a sentence; empty where it can. */
export function takenLayoutName({shipped}: Shipped, name: string, own: readonly NamedLayout[]): string {
  if (Object.entries(shipped).some(([key, layout]) => key === name || layout.name === name))
    return "a layout of Lapbook has this name";
  return own.some((layout) => layout.name === name) ? "another layout of yours has this name" : "";
}

/** The name, or where it is taken the first free one of "Braking 2", "Braking 3" … */
export function freeLayoutName(kind: Shipped, name: string, own: readonly NamedLayout[]): string {
  let free = name;
  for (let n = 2; takenLayoutName(kind, free, own); n++) free = `${name.slice(0, 56)} ${n}`;
  return free;
}
