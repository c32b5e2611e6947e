import type {LayoutKind, NamedLayout} from "./layoutKind.js";
import {takenLayoutName} from "./layoutNames.js";

/** Where a browser keeps texts; `localStorage`. */
export type TextStorage = Pick<Storage, "getItem" | "setItem">;

/** The layouts that the user saved in this browser, by name. */
export interface LayoutStore<L extends NamedLayout> {
  list(): L[];
  /** replaces one of the same name. Throws an Error for the user where the browser keeps nothing */
  save(layout: L): void;
  /** returns what puts it back; undefined where there is none of that name */
  remove(name: string): (() => void) | undefined;
  /** throws an Error for the user where another has the name */
  rename(name: string, to: string): void;
  /** the key of the layout used last; null for none */
  last(): string | null;
  use(key: string): void;
}

/** Layouts in a storage; without one, as in a private window that has none, in memory. */
export function layoutStore<L extends NamedLayout>(
  kind: LayoutKind<L>,
  storage: TextStorage | undefined = browserStorage(),
): LayoutStore<L> {
  const {layouts: key, last: lastKey} = kind.storage;
  let kept: L[] = [];
  let last: string | null = null;
  function list(): L[] {
    try {
      const text = storage?.getItem(key);
      if (text == null) return kept;
      const read: unknown = JSON.parse(text);
      return Array.isArray(read) ? read.flatMap((one) => kind.read(one) ?? []) : [];
    } catch {
      return kept;
    }
  }
  function write(layouts: L[]): void {
    kept = layouts;
    try {
      storage?.setItem(key, JSON.stringify(layouts));
    } catch (error) {
      throw new Error(`the browser does not keep the layout (${(error as Error).message}): export it as a file`);
    }
  }
  const save = (layout: L) => {
    const at = list().findIndex(({name}) => name === layout.name);
    write(at < 0 ? [...list(), layout] : list().with(at, layout));
  };
  return {
    list,
    save,
    remove(name) {
      const layouts = list();
      const at = layouts.findIndex((one) => one.name === name);
      if (at < 0) return undefined;
      write(layouts.toSpliced(at, 1));
      return () => write(list().some((one) => one.name === name) ? list() : list().toSpliced(at, 0, layouts[at]));
    },
    rename(name, to) {
      const taken = name === to ? "" : takenLayoutName(kind, to, list());
      if (taken) throw new Error(taken);
      write(list().map((one) => (one.name === name ? {...one, name: to} : one)));
    },
    last() {
      try {
        return storage?.getItem(lastKey) ?? last;
      } catch {
        return last;
      }
    },
    use(used) {
      last = used;
      try {
        storage?.setItem(lastKey, used);
      } catch {} // a convenience: the layout is chosen again next time
    },
  };
}

function browserStorage(): TextStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // forbidden by the browser's settings
  }
}
