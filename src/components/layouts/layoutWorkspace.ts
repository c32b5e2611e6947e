import {type EditHistory, editHistory} from "../ui/editHistory.js";
import {defaultKey, type LayoutKind, type NamedLayout} from "./layoutKind.js";
import type {LayoutStore} from "./layoutStore.js";

export interface LayoutStart<L extends NamedLayout> {
  /** key or name of a layout, as the address has it */
  layout?: string | null;
  /** the parts that the address has; its name counts for nothing */
  content?: L | null;
}

interface Step<L> {
  key: string;
  /** as it was saved */
  base: L;
  now: L;
}

/** What a page shows and the layout that it began as. */
export class LayoutWorkspace<L extends NamedLayout> {
  readonly #history: EditHistory<Step<L>>;
  readonly #listeners = new Set<(what: "parts" | "selection") => void>();

  /** Begins with the parts of the address, else the layout named there, else the last one used, else the default. */
  constructor(
    readonly kind: LayoutKind<L>,
    readonly store: LayoutStore<L>,
    {layout, content}: LayoutStart<L> = {},
  ) {
    const asked = layout || (content ? "" : store.last());
    const known = this.#named(asked);
    const key = known || (layout && content) ? asked! : defaultKey(kind);
    const base = known ?? (layout && content ? {...content, name: layout} : kind.shipped[defaultKey(kind)]);
    this.#history = editHistory({key, base, now: content ? {...content, name: base.name} : base});
  }

  get now(): L {
    return this.#history.now.now;
  }
  /** key of a shipped layout, else the name of one of the user's */
  get key(): string {
    return this.#history.now.key;
  }
  /** as it was saved */
  get layout(): L {
    return this.#history.now.base;
  }
  get isShipped(): boolean {
    return Object.hasOwn(this.kind.shipped, this.key);
  }
  /** the layout is in this browser; a shared one may not be */
  get isKept(): boolean {
    return this.#named(this.key) !== undefined;
  }
  /** its parts differ from those that were saved */
  get isChanged(): boolean {
    return this.kind.text(this.now) !== this.kind.text(this.layout);
  }
  get canUndo(): boolean {
    return this.#history.canUndo;
  }
  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  change(next: L): void {
    this.#history.push({...this.#history.now, now: next});
    this.notify("parts");
  }
  undo(): void {
    this.#history.undo();
    this.notify("parts");
  }
  redo(): void {
    this.#history.redo();
    this.notify("parts");
  }
  /** takes the parts of a layout, as a step that can be undone */
  choose(key: string, layout: L | undefined = this.#named(key)): void {
    if (!layout) return;
    this.store.use(key);
    this.#history.push({key, base: layout, now: layout});
    this.notify("parts");
  }
  /** Calls back after what is shown, or what is selected of it, has changed. */
  subscribe(changed: (what: "parts" | "selection") => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }
  protected notify(what: "parts" | "selection"): void {
    for (const changed of [...this.#listeners]) changed(what);
  }

  /** undefined for an unknown one */
  #named(key: string | null | undefined): L | undefined {
    if (!key) return undefined;
    const {shipped} = this.kind;
    return Object.hasOwn(shipped, key) ? shipped[key] : this.store.list().find(({name}) => name === key);
  }
}

/** What an address keeps: a shipped layout by its key, any other parts whole, so that a link works in another browser. */
export function layoutParams<L extends NamedLayout>(
  work: LayoutWorkspace<L>,
): {layout: string | null; content: string | null} {
  const {kind, key, now, isShipped, isChanged} = work;
  return {layout: key === defaultKey(kind) ? null : key, content: isShipped && !isChanged ? null : kind.text(now)};
}
