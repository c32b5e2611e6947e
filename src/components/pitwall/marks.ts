import {root} from "../archive.js";

export interface Mark {
  /** s; null when whoever set it did not know */
  sessionTime: number | null;
  note: string;
}

export interface Marks {
  /** of the session last asked for */
  readonly list: readonly Mark[];
  /** fetches the marks of another session */
  of(session: string): void;
  /** sets one; throws with the server's reason */
  set(session: string, sessionTime: number, note: string): Promise<void>;
}

/** The reader's own notes on a session, kept beside it in the archive by the kernel. */
export function sessionMarks(): Marks {
  let list: readonly Mark[] = [];
  let current = "";
  async function read(session: string): Promise<void> {
    const response = await fetch(new URL(`api/marks/${session}`, root)).catch(() => null);
    const marks = response?.ok ? (await response.json()).marks : [];
    if (session === current) list = marks;
  }
  return {
    get list() {
      return list;
    },
    of(session) {
      if (session === current) return;
      current = session;
      list = [];
      void read(session);
    },
    async set(session, sessionTime, note) {
      const response = await fetch(new URL("api/marks", root), {
        method: "POST",
        headers: {"content-type": "application/json"},
        body: JSON.stringify({session, note, sessionTime}),
      }).catch(() => null);
      if (!response?.ok) throw new Error(response ? `the kernel answered ${response.status}` : "no kernel");
      await read(session);
    },
  };
}
