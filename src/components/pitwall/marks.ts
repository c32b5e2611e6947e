import {root} from "../ui/archive.js";

/** A reader's note on a moment of a session. */
export interface Mark {
  /** s; null when it was unknown */
  sessionTime: number | null;
  note: string;
}

export interface Marks {
  /** of the session last requested */
  readonly list: readonly Mark[];
  /** fetches the marks of another session */
  of(session: string): void;
  /** adds a mark; throws with the server's reason. Absent without a kernel */
  set?(session: string, sessionTime: number, note: string): Promise<void>;
}

/** Marks that the kernel keeps in the archive. `onChange` is called when `list` has changed. */
export function sessionMarks({onChange = () => {}} = {}): Marks {
  return new FetchedMarks(
    async (session) => (await (await fetched(`api/marks/${session}`)).json()).marks,
    onChange,
    async (body) => {
      const headers = {"content-type": "application/json"};
      await fetched("api/marks", {method: "POST", headers, body: JSON.stringify(body)});
    },
  );
}

/** Marks of archived sessions, from their files: for pages without a kernel. `has`: whether a session has any. */
export function archivedMarks(has: (session: string) => boolean, {onChange = () => {}} = {}): Marks {
  return new FetchedMarks(
    async (session) =>
      has(session) ? parseMarks(await (await fetched(`recordings/${session}/marks.jsonl`)).text()) : [],
    onChange,
  );
}

/** Marks as the archive stores them, one per line; a line cut short by a crash is left out. */
export function parseMarks(text: string): Mark[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Mark] : [];
    } catch {
      return [];
    }
  });
}

class FetchedMarks implements Marks {
  list: readonly Mark[] = [];
  readonly set?: Marks["set"];
  #current = "";

  constructor(
    readonly read: (session: string) => Promise<readonly Mark[]>,
    readonly onChange: () => void,
    post?: (mark: {session: string; sessionTime: number; note: string}) => Promise<void>,
  ) {
    if (!post) return;
    this.set = async (session, sessionTime, note) => {
      await post({session, sessionTime, note});
      if (session !== this.#current) return;
      this.list = [...this.list, {sessionTime, note}];
      onChange();
    };
  }

  of(session: string): void {
    if (session === this.#current) return;
    this.#current = session;
    this.list = [];
    this.read(session).then(
      (marks) => {
        if (session !== this.#current) return;
        this.list = marks;
        this.onChange();
      },
      () => {}, // no marks
    );
  }
}

async function fetched(path: string, request?: RequestInit): Promise<Response> {
  const response = await fetch(new URL(path, root), request).catch(() => null);
  if (!response?.ok) throw new Error(response ? `the kernel answered ${response.status}` : "no kernel");
  return response;
}
