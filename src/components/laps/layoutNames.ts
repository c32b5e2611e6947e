import {type ChartLayout, SHIPPED} from "./chartLayout.js";

/** Why a layout can't have a name, in a sentence; empty where it can. */
export function takenLayoutName(name: string, own: readonly ChartLayout[]): string {
  if (Object.entries(SHIPPED).some(([key, layout]) => key === name || layout.name === name))
    return "a layout of Lapbook has this name";
  return own.some((layout) => layout.name === name) ? "another layout of yours has this name" : "";
}

/** The name, or where it is taken the first free one of "Braking 2", "Braking 3" … */
export function freeLayoutName(name: string, own: readonly ChartLayout[]): string {
  let free = name;
  for (let n = 2; takenLayoutName(free, own); n++) free = `${name.slice(0, 56)} ${n}`;
  return free;
}
