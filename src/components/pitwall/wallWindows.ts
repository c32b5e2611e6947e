import {html} from "npm:htl";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {headOf, headPlace, parseHead, type SharedHead, takeHead} from "../../core/live/windows/sharedHead.js";
import {SharedValues, type WindowPort} from "../../core/live/windows/sharedValues.js";
import {mount} from "../ui/mount.js";
import type {TextPanel} from "./panel.js";
import type {TimeCursor} from "./timeCursor.js";

/** What windows have in common, each of which a user can keep apart. */
const SHARED = {
  time: {label: "same time", about: "follow play head and time cursor of the other windows", names: ["head", "cursor"]},
  car: {label: "same car", about: "follow the car chosen in the other windows", names: ["car"]},
} as const;
export type SharedPart = keyof typeof SHARED;

export interface WallWindowsOptions {
  /** opens a channel between the windows of a name; null where there is none */
  open: (name: string) => WindowPort | null;
  /** what this window keeps to itself */
  apart?: readonly string[];
  onApart?: (apart: readonly SharedPart[]) => void;
  /** ms since 1970 */
  now: () => number;
}

/** What is shared, beside the play head of the source. */
interface WindowState {
  replay: boolean;
  car: () => number;
  takeCar: (car: number) => void;
  cursor: TimeCursor;
}

export interface WallWindows extends TextPanel {
  /** the user moved the play head, or chose a car */
  changed(name: "head" | "car"): void;
  stop(): void;
}

/** Windows of the same session follow one play head, one cursor and one car; the switches appear with the second window. */
export function wallWindows(
  source: LiveSource,
  {open, apart = [], onApart, now, replay, car, takeCar, cursor}: WallWindowsOptions & WindowState,
): WallWindows {
  const kept = new Set(apart.filter((part): part is SharedPart => Object.hasOwn(SHARED, part)));
  const id = Math.random().toString(36).slice(2);
  const opened = now();
  let link: SharedValues | null = null;
  let linked = "";
  let taking = false;
  /** of another window, before what this one has */
  let early: SharedHead | null = null;

  const values = {
    head: {
      read() {
        source.beginPicture?.(); // a hidden window has drawn none for long
        return headOf(source, {replay, now: now()});
      },
      take(value: unknown) {
        const head = parseHead(value);
        if (head) early = takeHead(source, head, now()) ? null : head;
        return head !== null;
      },
    },
    cursor: {
      read: () => cursor.age,
      take(value: unknown) {
        if (value !== null && !Number.isFinite(value)) return false;
        cursor.set(value as number | null);
        return true;
      },
    },
    car: {
      read: car,
      take(value: unknown) {
        if (!Number.isInteger(value)) return false;
        takeCar(value as number);
        return true;
      },
    },
  };
  type Name = keyof typeof values;
  const names = Object.keys(values) as Name[];

  const switches = Object.entries(SHARED).map(([part, {label, about}]) => {
    const box = html<HTMLInputElement>`<input type="checkbox" checked=${!kept.has(part as SharedPart)}>`;
    box.addEventListener("change", () => {
      kept[box.checked ? "delete" : "add"](part as SharedPart);
      for (const name of SHARED[part as SharedPart].names) link?.share(name, box.checked);
      onApart?.([...kept]);
    });
    return html`<label title=${about}>${box} ${label}</label>`;
  });
  const element = html<HTMLElement>`<span class="pw-other-windows" role="group" aria-label="other windows of this session" hidden><span class="lb-muted">other windows:</span> ${switches}</span>`;

  function join(name: string): void {
    leave();
    linked = name;
    const port = name ? open(name) : null;
    if (!port) return;
    link = new SharedValues(port, {
      ...{window: id, opened, names},
      apart: [...kept].flatMap((part) => SHARED[part].names),
      read: (one) => values[one as Name].read(),
      apply(one, value) {
        taking = true;
        const isTaken = values[one as Name].take(value);
        taking = false;
        return isTaken;
      },
      onOthers: (others) => {
        element.hidden = others === 0;
      },
    });
  }
  function leave(): void {
    link?.close();
    link = null;
    linked = "";
    early = null;
    element.hidden = true;
  }

  const stop = mount(element, {
    page: {pagehide: leave},
    stops: [cursor.subscribe(() => !taking && link?.changed("cursor")), leave],
  });
  return {
    element,
    update() {
      const session = source.session?.id;
      // before the first data there is no play head to move
      const name = session && !Number.isNaN(source.time) ? `${replay ? "replay" : "live"} ${session}` : "";
      if (name !== linked) join(name);
      if (early && source.range.from <= headPlace(early, now()) && takeHead(source, early, now())) early = null;
    },
    changed(name) {
      if (taking) return;
      if (name === "head") early = null;
      link?.changed(name);
    },
    stop,
  };
}
