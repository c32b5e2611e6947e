import {type Context, Hono} from "hono";
import {notebookDataFile} from "../../loaders/workspace/notebookData.js";
import {notebookIndex, readNotebook} from "../../loaders/workspace/notebooksStore.js";
import {notebookTemplates, readTemplate} from "../../loaders/workspace/notebookTemplates.js";
import type {NotebookIndex} from "../../src/core/notebook/notebookFile.js";
import {isGuest, mayChange} from "../access/accessControl.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {followFile, refuseNotebook} from "../notebookFiles.js";
import {staticFile} from "../staticFile.js";

/**
 * GET /notebooks/index.json and /notebooks/NAME.md: the user's notebooks; /notebooks/templates.json and /notebooks/templates/NAME.md: the gallery. The
 * addresses are those of a published copy. /notebooks/files/PATH: data files beside the notebooks; the changes of each that is asked for are told.
 */
export function notebookFilesRoute({notebooks}: Pick<AppOptions, "notebooks">): Hono {
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
      const {file} = await notebookDataFile(notebooks, path).catch(refuseNotebook);
      followFile(notebooks, path);
      return (await staticFile(c.req.raw, file, noStore)) ?? c.notFound();
    })
    .get("/:file{.+\\.md}", async (c) => {
      const text = await readNotebook(notebooks, c.req.param("file").slice(0, -3)).catch(refuseNotebook);
      return c.text(text, 200, {...noStore, "Content-Type": "text/markdown; charset=utf-8"});
    });
}

/** What the menu lists: a guest sees a session, not the notebooks of others. */
function seenNotebooks(c: Context, index: NotebookIndex): NotebookIndex {
  return {...index, writable: index.writable && mayChange(c), ...(isGuest(c) && {notebooks: []})};
}
