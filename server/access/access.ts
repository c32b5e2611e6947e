import {timingSafeEqual} from "node:crypto";
import {stat} from "node:fs/promises";
import {withLock} from "../../loaders/withLock.js";
import {SESSION_ID} from "../../src/core/session/sessionId.js";
import {serial} from "../../src/core/tasks/serial.js";
import {UserError} from "../userError.js";
import {type Caller, OWNER} from "./caller.js";
import {foreignTokens, type LoginService} from "./foreignTokens.js";
import {hashOf, isCurrent, type KeyFile, keyFilePath, newKeyFile, readKeyFile, writeKeyFile} from "./keyFile.js";
import {tokenSubject} from "./tokens.js";

/** What a request shows of who sends it. */
export interface Credentials {
  /** header Authorization */
  authorization?: string | undefined;
  /** the token of its cookie */
  cookie?: string | undefined;
}

/** Who may come in. Without a file of keys and without a login service, everybody is the owner. */
export class Access {
  private known: {file: KeyFile | undefined; stamp: string} | undefined;
  private readonly inOrder = serial();
  /** Without keys nobody comes in, for a server that the network reaches: keys that vanish (a disk that is gone, a file put there in two steps) do not open it. */
  needsKeys = false;
  private readonly foreign: ((token: string) => Promise<Caller | undefined>) | undefined;

  /** @param folder holds the keys; it is never served */
  constructor(
    readonly folder: string,
    private readonly login?: LoginService,
    private readonly now: () => number = Date.now,
  ) {
    this.foreign = login && foreignTokens(login);
  }

  /** Whether requests must show who sends them. Throws a UserError for keys that cannot be read. */
  async isOn(): Promise<boolean> {
    return (await this.file()) !== undefined || this.login !== undefined || this.needsKeys;
  }

  /** The keys as they are on the disk now: those that another process has made or revoked count at once. */
  async file(): Promise<KeyFile | undefined> {
    const stamp = await stampOf(keyFilePath(this.folder));
    if (this.known?.stamp !== stamp) this.known = {file: await readKeyFile(this.folder), stamp};
    return this.known.file;
  }

  /** Changes the keys, whole and one change after the other, also of several processes. */
  change<T>(edit: (file: KeyFile) => T): Promise<T> {
    return this.inOrder(() =>
      withLock(
        this.folder,
        async () => {
          const file = structuredClone((await readKeyFile(this.folder)) ?? newKeyFile());
          const result = edit(file);
          await writeKeyFile(this.folder, file);
          return result;
        },
        0o700,
      ),
    );
  }

  /** Who sends a request; undefined for nobody we know. */
  async identify({authorization, cookie}: Credentials): Promise<Caller | undefined> {
    const file = await this.file();
    if (!file && !this.login) return this.needsKeys ? undefined : OWNER;
    const bearer = /^Bearer ([^\s]{1,4096})$/i.exec(authorization ?? "")?.[1];
    if (bearer !== undefined) return this.bearer(file, bearer);
    const subject = file && cookie && (await tokenSubject(file, "page", cookie));
    return file && subject ? this.named(file, subject) : undefined;
  }

  /** Who has a key's secret or a link's token, and how their pages name them: `key:ID`, `link:ID`. */
  async signIn(secret: string): Promise<{caller: Caller; subject: string} | undefined> {
    const file = await this.file();
    if (!file) return undefined;
    const link = await tokenSubject(file, "link", secret);
    const id = /^lapbook_([0-9a-f]{8})_/.exec(secret)?.[1];
    const subject = link !== undefined ? `link:${link}` : `key:${id}`;
    const caller = link !== undefined ? this.named(file, subject) : this.bySecret(file, secret);
    return caller && {caller, subject};
  }

  /** Whether someone sees a session: one of no team, of his teams, or of his link. Answers by the keys that were last read. */
  sees({sessions, teams}: Caller, session: string): boolean {
    if (sessions && !sessions.includes(session)) return false;
    // a file system may open the folder of a session by other names: in capitals, with a dot at the end
    if (teams && !SESSION_ID.test(session)) return false;
    const team = this.known?.file?.teams[session];
    return team === undefined || sessions !== undefined || teams === undefined || teams.includes(team);
  }

  private async bearer(file: KeyFile | undefined, bearer: string): Promise<Caller | undefined> {
    if (bearer.startsWith("lapbook_")) return file && this.bySecret(file, bearer);
    return (file && (await this.signIn(bearer))?.caller) ?? this.foreign?.(bearer);
  }

  private bySecret({keys}: KeyFile, secret: string): Caller | undefined {
    const hash = Buffer.from(hashOf(secret), "hex");
    const key = keys.find((one) => timingSafeEqual(Buffer.from(one.hash, "hex"), hash));
    return key && isCurrent(key, this.now()) ? keyCaller(key) : undefined;
  }

  /** Rights are those of now: a page of a revoked key is signed out, a changed role counts at once. */
  private named({keys, links}: KeyFile, subject: string): Caller | undefined {
    const [kind, id] = subject.split(":");
    const found = kind === "link" ? links.find((link) => link.id === id) : keys.find((key) => key.id === id);
    if (!found || !isCurrent(found, this.now())) return undefined;
    return "sessions" in found
      ? {who: `link:${found.name}`, role: "viewer", sessions: found.sessions}
      : keyCaller(found);
  }
}

function keyCaller({name, role, teams}: KeyFile["keys"][number]): Caller {
  return {who: name, role, ...(teams && {teams})};
}

/** Changes with the file; "" without one. Throws a UserError where that cannot be seen. */
async function stampOf(path: string): Promise<string> {
  try {
    const {mtimeNs, size, ino} = await stat(path, {bigint: true});
    return `${mtimeNs} ${size} ${ino}`;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "";
    throw new UserError(`the keys cannot be read (${code}): ${path}`);
  }
}
