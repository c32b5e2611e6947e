import {parseMarks, type SessionMark} from "../../core/archive/marks.js";
import {callApi} from "../ui/api/callApi.js";
import {askServer} from "../ui/askServer.js";

/** A reader's note on a moment of a session. */
export type Mark = Pick<SessionMark, "sessionTime" | "note">;

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
    async (session) => (await callApi("GET /sessions/{session}/marks", {params: {session}})).marks,
    onChange,
    ({session, ...body}) => callApi("POST /sessions/{session}/marks", {params: {session}, body}),
  );
}

/** Marks of archived sessions, from their files: for pages without a kernel. `has`: whether a session has any. */
export function archivedMarks(has: (session: string) => boolean, {onChange = () => {}} = {}): Marks {
  return new FetchedMarks(
    async (session) =>
      has(session) ? parseMarks(await (await askServer(`recordings/${session}/marks.jsonl`)).text()) : [],
    onChange,
  );
}

class FetchedMarks implements Marks {
  list: readonly Mark[] = [];
  readonly set?: Marks["set"];
  #current = "";

  constructor(
    readonly read: (session: string) => Promise<readonly Mark[]>,
    readonly onChange: () => void,
    post?: (mark: {session: string; sessionTime: number; note: string}) => Promise<unknown>,
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
