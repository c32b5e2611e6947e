import {createHash, randomBytes} from "node:crypto";
import {chmod, mkdir, readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {z} from "zod";
import {writeWhole} from "../../loaders/archive/writeWhole.js";
import {UserError} from "../userError.js";
import {ROLES} from "./role.js";

const KEYS_FILE = "keys.json";

/** Names appear in lists and in the audit log: one line of printable characters. */
export const nameSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "a name is one line of printable characters");
export const teamSchema = z.string().regex(/^[\w.-]{1,40}$/, "a team is up to 40 letters, digits, _ . -");
const date = z.iso.datetime();

const keySchema = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: nameSchema,
  role: z.enum(ROLES),
  /** sees sessions of these teams besides those of no team; absent: all */
  teams: z.array(teamSchema).max(50).optional(),
  /** SHA-256 of the secret, which has 256 random bits: no slow hash is needed */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  made: date,
  ends: date.optional(),
});

const linkSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: nameSchema,
  sessions: z.array(z.string()).min(1).max(100),
  madeBy: z.string(),
  made: date,
  ends: date,
});

const fileSchema = z.object({
  format: z.literal("lapbook-keys"),
  version: z.literal(1),
  /** names this Lapbook in the tokens it signs */
  issuer: z.string().min(8),
  /** signs tokens: 32 random bytes, base64url */
  signing: z.string().min(43),
  keys: z.array(keySchema).max(1000),
  links: z.array(linkSchema).max(10_000),
  /** team of a session, by its id */
  teams: z.record(z.string(), teamSchema),
});

export type AccessKey = z.output<typeof keySchema>;
export type AccessLink = z.output<typeof linkSchema>;
export type KeyFile = z.output<typeof fileSchema>;

/** Path of the keys in a folder that is never served. */
export function keyFilePath(folder: string): string {
  return join(folder, KEYS_FILE);
}

/** The keys, links and teams of a folder; undefined without a file. Throws a UserError on damage: access is never opened by a file that cannot be read. */
export async function readKeyFile(folder: string): Promise<KeyFile | undefined> {
  const path = keyFilePath(folder);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UserError(`the keys cannot be read (${(error as NodeJS.ErrnoException).code}): ${path}`);
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UserError(`the keys are damaged: ${path}: ${why}`);
  }
}

/** Replaces the file; only the user's account may read it. */
export async function writeKeyFile(folder: string, file: KeyFile): Promise<void> {
  const path = keyFilePath(folder);
  await mkdir(dirname(path), {recursive: true, mode: 0o700});
  await writeWhole(path, `${JSON.stringify(fileSchema.parse(file), null, 2)}\n`, {sync: true, mode: 0o600});
  await chmod(path, 0o600);
}

export function newKeyFile(): KeyFile {
  const random = (bytes: number) => randomBytes(bytes).toString("base64url");
  return {
    ...{format: "lapbook-keys", version: 1},
    ...{issuer: `lapbook-${random(9)}`, signing: random(32), keys: [], links: [], teams: {}},
  };
}

/** A new key, and its secret, which is kept nowhere. */
export function newKey(wanted: Pick<AccessKey, "name" | "role" | "teams" | "ends">): {key: AccessKey; secret: string} {
  const id = randomBytes(4).toString("hex");
  const secret = `lapbook_${id}_${randomBytes(32).toString("base64url")}`;
  return {key: keySchema.parse({...wanted, id, hash: hashOf(secret), made: new Date().toISOString()}), secret};
}

export function newLink(wanted: Pick<AccessLink, "name" | "sessions" | "madeBy" | "ends">): AccessLink {
  return linkSchema.parse({...wanted, id: randomBytes(4).toString("hex"), made: new Date().toISOString()});
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether something has not ended yet. @param now ms since 1970 */
export function isCurrent({ends}: {ends?: string}, now: number): boolean {
  return ends === undefined || Date.parse(ends) > now;
}
