import {type Context, Hono} from "hono";
import {streamSSE} from "hono/streaming";
import {notebookDataFile} from "../../loaders/workspace/notebookData.js";
import {
  NotebookError,
  notebookIndex,
  notebookVersions,
  readNotebook,
  takenNames,
  writeNotebook,
} from "../../loaders/workspace/notebooksStore.js";
import {notebookTemplates, readTemplate, templateText} from "../../loaders/workspace/notebookTemplates.js";
import {type NotebookIndex, notebookNameFor} from "../../src/core/notebook/notebookFile.js";
import {serial} from "../../src/core/tasks/serial.js";
import {isGuest, mayChange} from "../access/accessControl.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {staticFile} from "../staticFile.js";
import {jsonBody} from "./jsonBody.js";

/** Data files whose changes are told: those that pages have read last. */
const MOST_FOLLOWED = 200;
/** ms between two looks at the folder while a page listens */
const LOOK_MS = 500;
/** ms after which a connection without news is used, so that nothing between closes it */
const KEEP_MS = 20_000;

/**
 * GET /notebooks/index.json and /notebooks/NAME.md: the user's notebooks; /notebooks/templates.json and /notebooks/templates/NAME.md: the gallery. The
 * addresses are those of a published copy. /notebooks/files/PATH: data files beside the notebooks; each that is asked for is added to `followed`.
 */
export function notebookFilesRoute({notebooks}: Pick<AppOptions, "notebooks">, followed: Set<string>): Hono {
  const noStore = {"Cache-Control": "no-cache"};
  return new Hono()
    .get("/index.json", async (c) => c.json(seenNotebooks(c, await notebookIndex(notebooks)), 200, noStore))
    .get("/templates.json", async (c) => c.json(await notebookTemplates(), 200, noStore))
    .get("/templates/:file{[^/]+\\.md}", async (c) => {
      const text = await readTemplate(c.req.param("file").slice(0, -3));
      if (text === undefined) throw new HttpError(404, "no such notebook in the gallery");
      return c.text(text, 200, {...noStore, "Content-Type": "text/markdown; charset=utf-8"});
    })
    .get("/files/:path{.+}", async (c) => {
      const path = c.req.param("path");
      const {file} = await notebookDataFile(notebooks, path).catch(refuse);
      followed.delete(path);
      followed.add(path);
      for (const oldest of followed) if (followed.size > MOST_FOLLOWED) followed.delete(oldest);
      return (await staticFile(c.req.raw, file, noStore)) ?? c.notFound();
    })
    .get("/:file{.+\\.md}", async (c) => {
      const text = await readNotebook(notebooks, c.req.param("file").slice(0, -3)).catch(refuse);
      return c.text(text, 200, {...noStore, "Content-Type": "text/markdown; charset=utf-8"});
    });
}

/**
 * PUT /api/notebooks/NAME {text, before}: writes a notebook; with `before`, the text that an edit began with or null for none, it is 409 when there
 * is another one now. POST /api/notebooks {title, template}: makes one from a template, and answers its name.
 * GET …/events: an event `versions` with a word for each notebook, and as `file:PATH` for each data file that is followed, at first and after each change.
 */
export function notebooksRoute({notebooks}: Pick<AppOptions, "notebooks">, followed: ReadonlySet<string>): Hono {
  const inOrder = serial();
  const write = (name: string, text: string, before: string | null | undefined) =>
    inOrder(() => writeNotebook(notebooks, name, text, {before}).catch(refuse));
  return new Hono()
    .get("/events", (c) =>
      streamSSE(c, async (stream) => {
        let last = "";
        let quiet = 0;
        while (!stream.aborted && !stream.closed) {
          const versions = JSON.stringify({
            ...(await notebookVersions(notebooks)),
            ...(await dataVersions(notebooks, followed)),
          });
          if (versions !== last || quiet >= KEEP_MS) {
            await stream.writeSSE({event: "versions", data: versions});
            quiet = 0;
          }
          last = versions;
          await stream.sleep(LOOK_MS);
          quiet += LOOK_MS;
        }
      }),
    )
    .put("/:name", async (c) => {
      const {text, before} = await jsonBody(c.req.raw);
      if (typeof text !== "string" || (before !== undefined && before !== null && typeof before !== "string"))
        throw new HttpError(400, "invalid request: expected {text, before}");
      await write(c.req.param("name"), text, before);
      return c.json({saved: c.req.param("name")});
    })
    .post("/", async (c) => {
      const {title, template = "first"} = await jsonBody(c.req.raw);
      if (typeof title !== "string" || title.trim() === "" || typeof template !== "string")
        throw new HttpError(400, "invalid request: expected {title, template}");
      const name = await inOrder(() => makeNotebook(notebooks, title, template));
      return c.json({name}, 201);
    });
}

/** Another process may take a name meanwhile. */
const MOST_ATTEMPTS = 10;

/** Makes a notebook from a template; two at once get two names. */
async function makeNotebook(folder: string, title: string, template: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const {name, number} = freeName(notebookNameFor(title), await takenNames(folder));
    // two of one title could not be told apart in the menu
    const text = await templateText(template, number > 1 ? `${title.trim()} ${number}` : title);
    if (text === undefined) throw new HttpError(400, `unknown template: ${template}`);
    try {
      await writeNotebook(folder, name, text, {before: null});
      return name;
    } catch (error) {
      if (!(error instanceof NotebookError && error.code === "changed") || attempt === MOST_ATTEMPTS) refuse(error);
    }
  }
}

/** What the menu lists: a guest sees a session, not the notebooks of others. */
function seenNotebooks(c: Context, index: NotebookIndex): NotebookIndex {
  return {...index, writable: index.writable && mayChange(c), ...(isGuest(c) && {notebooks: []})};
}

/** A word for each data file; "" for one that is not there. */
async function dataVersions(folder: string, paths: Iterable<string>): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const path of paths)
    versions[`file:${path}`] = await notebookDataFile(folder, path).then(
      ({version}) => version,
      () => "",
    );
  return versions;
}

/** `name`, else `name-2`, `name-3` … A long one is shortened, so that the number has room. */
function freeName(name: string, taken: ReadonlySet<string>): {name: string; number: number} {
  if (!taken.has(name.toLowerCase())) return {name, number: 1};
  for (let number = 2; ; number++) {
    const next = `${name.slice(0, 76)}-${number}`;
    if (!taken.has(next.toLowerCase())) return {name: next, number};
  }
}

const STATUS = {name: 400, missing: 404, changed: 409, size: 413} as const;

/** The system's own message would say where the server keeps its files. */
function refuse(error: unknown): never {
  if (error instanceof NotebookError) throw new HttpError(STATUS[error.code], error.message);
  const {code = "unknown reason"} = error as NodeJS.ErrnoException;
  throw new HttpError(
    code === "ENOSPC" || code === "EDQUOT" ? 507 : 500,
    `the notebook can't be read or written (${code})`,
  );
}
