import {createHash} from "node:crypto";
import {open, readFile} from "node:fs/promises";
import {join} from "node:path";
import {withLock} from "../../loaders/withLock.js";
import {serial} from "../../src/core/tasks/serial.js";

/** What somebody did, as the log keeps it. */
export interface AuditEvent {
  who: string;
  /** address of the request; "command line" */
  from: string;
  /** `DELETE /api/v1/sessions/20260101-…`, `key made: pit wall tablet (viewer)` */
  did: string;
  /** status of the answer, where there was a request */
  status?: number;
}

export interface AuditLine extends AuditEvent {
  n: number;
  /** ISO 8601 */
  at: string;
  /** hash of the line before; "" in the first */
  before: string;
  /** SHA-256 of the line without this field, hex */
  hash: string;
}

const FILE = "audit.jsonl";
/** Read from the end to find the last line, bytes: a line is far shorter. */
const TAIL = 16_384;
const MOST_TEXT = 500;

/** A log that is only appended to. Each line has the hash of the line before, so that a line changed, removed or put in later is seen. */
export class AuditLog {
  private readonly inOrder = serial();
  readonly path: string;

  constructor(
    private readonly folder: string,
    private readonly now: () => number = Date.now,
  ) {
    this.path = join(folder, FILE);
  }

  /** Resolves when the line is on the disk. */
  append(event: AuditEvent): Promise<void> {
    return this.inOrder(() => withLock(this.folder, () => this.write(event), 0o700));
  }

  /** The lines, and where they do not fit the one before; `row` counts from 1. */
  async read(): Promise<{lines: AuditLine[]; broken: {row: number; why: string}[]}> {
    const text = await readFile(this.path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const lines: AuditLine[] = [];
    const broken: {row: number; why: string}[] = [];
    for (const [i, row] of text.split("\n").entries()) {
      if (row === "") continue;
      const line = parsed(row);
      const why = faultOf(line, lines.at(-1));
      if (why) broken.push({row: i + 1, why});
      if (line) lines.push(line);
    }
    return {lines, broken};
  }

  private async write({who, from, did, status}: AuditEvent): Promise<void> {
    const file = await open(this.path, "a+", 0o600);
    try {
      const {size} = await file.stat();
      const tail = Buffer.alloc(Math.min(size, TAIL));
      await file.read(tail, 0, tail.length, size - tail.length);
      const rows = tail.toString("utf8").split("\n");
      // a process that was killed may have left a part of a line: it stays, and the chain goes on after it
      const last = rows.findLast((row) => parsed(row) !== undefined);
      const previous = last === undefined ? undefined : parsed(last);
      const line = {
        ...{n: (previous?.n ?? 0) + 1, at: new Date(this.now()).toISOString()},
        ...{who: cut(who), from: cut(from), did: cut(did), ...(status !== undefined && {status})},
        before: previous?.hash ?? "",
      };
      const start = rows.at(-1) === "" || size === 0 ? "" : "\n";
      await file.appendFile(`${start}${JSON.stringify({...line, hash: hashOfLine(line)})}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

function faultOf(line: AuditLine | undefined, previous: AuditLine | undefined): string | undefined {
  if (!line) return "not a line of this log";
  const {hash, ...rest} = line;
  if (hashOfLine(rest) !== hash) return "changed after it was written";
  if (line.before !== (previous?.hash ?? "") || line.n !== (previous?.n ?? 0) + 1)
    return "does not follow the line before: lines were removed or put in";
  return undefined;
}

function hashOfLine(line: Omit<AuditLine, "hash">): string {
  const {n, at, who, from, did, status, before} = line;
  return createHash("sha256")
    .update(JSON.stringify([n, at, who, from, did, status ?? null, before]))
    .digest("hex");
}

function parsed(row: string): AuditLine | undefined {
  try {
    const line = JSON.parse(row) as AuditLine | null;
    return typeof line?.hash === "string" && typeof line.n === "number" ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Texts of requests are cut, and have no control characters. */
function cut(text: string): string {
  return text.replace(/\p{Cc}/gu, "?").slice(0, MOST_TEXT);
}
