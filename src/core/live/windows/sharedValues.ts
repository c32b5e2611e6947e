/** How windows reach each other: a BroadcastChannel, or its likeness in a test. */
export interface WindowPort {
  post(message: object): void;
  /** `received` is called with each message of another window */
  listen(received: (message: unknown) => void): void;
  close(): void;
}

/**
 * When a value was last changed: of two changes the later one counts, which every window decides alike. `count` grows with each change that
 * a window makes or hears of (a Lamport clock); of values that nobody has changed, the window opened first has the say.
 */
export interface Stamp {
  count: number;
  /** ms since 1970 */
  opened: number;
  window: string;
}

export interface SharedValuesOptions {
  /** id of this window */
  window: string;
  /** when it was opened, ms since 1970 */
  opened: number;
  names: readonly string[];
  /** those of them that this window keeps to itself at first */
  apart?: readonly string[];
  /** the present value of a name */
  read: (name: string) => unknown;
  /** takes another window's value; false: it is no such value, and is ignored */
  apply: (name: string, value: unknown) => boolean;
  /** another window was heard, or the last one has left */
  onOthers?: (others: number) => void;
}

interface Message {
  kind: "hello" | "state" | "bye";
  window: string;
  values: Record<string, {stamp: Stamp; value: unknown}>;
}

/**
 * Values that several windows have in common. There is no leader: a window that hangs or closes holds up no other. A value that comes from
 * another window is applied and not sent on, so nothing echoes.
 */
export class SharedValues {
  readonly #port: WindowPort;
  readonly #options: SharedValuesOptions;
  readonly #stamps = new Map<string, Stamp>();
  /** names that this window does not share at present */
  readonly #apart = new Set<string>();
  readonly #others = new Set<string>();
  #count = 0;

  /** Asks the other windows for their values, which later arrive through `apply`. */
  constructor(port: WindowPort, options: SharedValuesOptions) {
    this.#port = port;
    this.#options = options;
    const {window, opened, names} = options;
    for (const name of names) this.#stamps.set(name, {count: 0, opened, window});
    for (const name of options.apart ?? []) this.#apart.add(name);
    port.listen((message) => this.#receive(message));
    this.#send("hello", []);
  }

  /** Other windows that were heard and have not left. */
  get others(): number {
    return this.#others.size;
  }

  /** The user has changed a value here. */
  changed(name: string): void {
    if (this.#apart.has(name)) return;
    const {window, opened} = this.#options;
    this.#stamps.set(name, {count: ++this.#count, opened, window});
    this.#send("state", [name]);
  }

  /** Shares a name or keeps it to this window; a shared one takes the value of the others first. */
  share(name: string, isShared: boolean): void {
    if (isShared === !this.#apart.has(name)) return;
    if (!isShared) {
      this.#apart.add(name);
      return;
    }
    this.#apart.delete(name);
    const {window, opened} = this.#options;
    this.#stamps.set(name, {count: -1, opened, window});
    this.#send("hello", []);
  }

  close(): void {
    this.#send("bye", []);
    this.#port.close();
  }

  #receive(message: unknown): void {
    const parsed = messageOf(message);
    const {window, names, apply, onOthers} = this.#options;
    if (!parsed || parsed.window === window) return;
    const before = this.others;
    if (parsed.kind === "bye") this.#others.delete(parsed.window);
    else this.#others.add(parsed.window);
    if (this.others !== before) onOthers?.(this.others);
    for (const name of names) {
      const told = Object.hasOwn(parsed.values, name) ? parsed.values[name] : undefined;
      if (!told) continue;
      this.#count = Math.max(this.#count, told.stamp.count);
      if (this.#apart.has(name) || !isLater(told.stamp, this.#stamps.get(name)!)) continue;
      if (apply(name, told.value)) this.#stamps.set(name, told.stamp);
    }
    if (parsed.kind === "hello") this.#send("state", names);
  }

  #send(kind: Message["kind"], names: readonly string[]): void {
    const shared = names.filter((name) => !this.#apart.has(name) && this.#stamps.get(name)!.count >= 0);
    const values = Object.fromEntries(
      shared.map((name) => [name, {stamp: this.#stamps.get(name)!, value: this.#options.read(name)}]),
    );
    this.#port.post({kind, window: this.#options.window, values} satisfies Message);
  }
}

/** Equal ids leave a value as it is: an answer repeats what was sent before. */
function isLater(a: Stamp, b: Stamp): boolean {
  if (a.count !== b.count) return a.count > b.count;
  if (a.opened !== b.opened) return a.opened < b.opened;
  return a.window < b.window;
}

/** A message of another window, which may be of another version of this page; undefined where it is none. */
function messageOf(message: unknown): Message | undefined {
  const {kind, window, values} = (message ?? {}) as Partial<Message>;
  if (kind !== "hello" && kind !== "state" && kind !== "bye") return undefined;
  if (typeof window !== "string" || typeof values !== "object" || values === null) return undefined;
  const whole = Object.entries(values).filter(([, one]) => isStamp(one?.stamp));
  return {kind, window, values: Object.fromEntries(whole)};
}

function isStamp(stamp: Partial<Stamp> | undefined): stamp is Stamp {
  return Number.isFinite(stamp?.count) && Number.isFinite(stamp?.opened) && typeof stamp?.window === "string";
}
