import {ServerRefusal} from "../../ui/askServer.js";

export interface NotebookEditOptions {
  name: string;
  /** as the file has it */
  text: string;
  /** keeps what is not saved while the tab is open */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** writes the file if it still has `before` (null: if there is none); throws a ServerRefusal of status 409 when it has not */
  write(text: string, before: string | null): Promise<void>;
  /** the file as it is now; null when there is none */
  read(): Promise<string | null>;
  /** called after each change of the state */
  onState(): void;
}

interface Draft {
  text: string;
  /** the text of the file that it was made from */
  base: string | null;
}

const draftKey = (name: string) => `lapbook notebook ${name}`;

/** Whether text of a notebook was left unsaved in this tab. */
export function hasDraft(name: string, storage: Pick<Storage, "getItem">): boolean {
  return storedDraft(name, storage) !== undefined;
}

function storedDraft(name: string, storage: Pick<Storage, "getItem">): Draft | undefined {
  try {
    const {text, base} = JSON.parse(storage.getItem(draftKey(name)) ?? "null") as Record<string, unknown>;
    const isDraft = typeof text === "string" && (base === null || typeof base === "string");
    return isDraft ? {text, base} : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text of a notebook while it is edited, and the file's: which of them is ahead. When both have changed there is a conflict, and nothing is
 * written until the user has chosen one.
 */
export class NotebookEdit {
  text: string;
  /** the file's text where it changed elsewhere meanwhile, null where the file was removed; undefined without a conflict */
  theirs: string | null | undefined;
  isSaving = false;
  /** why the last saving failed */
  problem = "";
  readonly #options: NotebookEditOptions;
  #base: string | null;
  #sent: string | undefined;

  constructor(options: NotebookEditOptions) {
    this.#options = options;
    const draft = storedDraft(options.name, options.storage);
    this.text = draft?.text ?? options.text;
    this.#base = draft ? draft.base : options.text;
    if (draft && draft.base !== options.text) this.#meet(options.text);
    this.#keepDraft();
  }

  /** The text differs from the file's. */
  get isDirty(): boolean {
    return this.text !== this.#base;
  }

  edit(text: string): void {
    this.text = text;
    this.#changed();
  }

  /** The file has another text. */
  fileChanged(text: string | null): void {
    this.#meet(text);
    this.#changed();
  }

  /** Writes the text to the file; where the file has changed, there is a conflict instead. */
  async save(): Promise<void> {
    if (this.isSaving || this.theirs !== undefined) return;
    const {text} = this;
    this.isSaving = true;
    this.problem = "";
    this.#sent = text;
    this.#options.onState();
    try {
      await this.#options.write(text, this.#base);
      this.#base = text;
    } catch (error) {
      if (error instanceof ServerRefusal && error.status === 409) await this.#readTheirs();
      else this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isSaving = false;
    this.#sent = undefined;
    this.#changed();
  }

  /** Ends a conflict with the file's text. */
  takeTheirs(): void {
    if (typeof this.theirs !== "string") return;
    this.text = this.#base = this.theirs;
    this.theirs = undefined;
    this.#changed();
  }

  /** Ends a conflict with this text: it replaces the file's. */
  async keepMine(): Promise<void> {
    if (this.theirs === undefined) return;
    this.#base = this.theirs;
    this.theirs = undefined;
    await this.save();
  }

  /** Goes back to the file's text. */
  discard(): void {
    this.text = this.#base ?? "";
    this.#changed();
  }

  async #readTheirs(): Promise<void> {
    try {
      this.#sent = undefined;
      this.#meet(await this.#options.read());
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  #meet(text: string | null): void {
    if (text === this.#base) this.theirs = undefined;
    else if (text === this.text || (text !== null && text === this.#sent)) {
      this.#base = text;
      this.theirs = undefined;
    } else if (this.isDirty || text === null) this.theirs = text;
    else this.text = this.#base = text;
  }

  #changed(): void {
    this.#keepDraft();
    this.#options.onState();
  }

  #keepDraft(): void {
    const {name, storage} = this.#options;
    try {
      if (this.isDirty) storage.setItem(draftKey(name), JSON.stringify({text: this.text, base: this.#base}));
      else storage.removeItem(draftKey(name));
    } catch {
      // storage is full or refused: the browser still warns before leaving
    }
  }
}
