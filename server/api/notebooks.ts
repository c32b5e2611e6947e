import {streamSSE} from "hono/streaming";
import {withLock} from "../../loaders/withLock.js";
import {notebookDataFile} from "../../loaders/workspace/notebookData.js";
import {
  NotebookError,
  notebookIndex,
  notebookVersions,
  readNotebook,
  takenNames,
  writeNotebook,
} from "../../loaders/workspace/notebooksStore.js";
import {templateText} from "../../loaders/workspace/notebookTemplates.js";
import {MOST_NOTEBOOK_BYTES, notebookNameFor} from "../../src/core/notebook/notebookFile.js";
import {serial} from "../../src/core/tasks/serial.js";
import {HttpError} from "../httpError.js";
import {followedFiles, refuseNotebook} from "../notebookFiles.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {z} from "./schemas.js";

/** ms between two looks at the folder while a page listens */
const LOOK_MS = 500;
/** ms after which a connection without news is used, so that nothing between closes it */
const KEEP_MS = 20_000;

const inOrder = serial();

const nameParam = z.object({name: z.string().min(1).max(200).describe("of the notebook: its file without .md")});
const entry = z.object({name: z.string(), title: z.string()}).openapi("NotebookEntry");

export const NOTEBOOK_OPERATIONS = [
  operation({
    id: "listNotebooks",
    method: "get",
    path: "/notebooks",
    tag: "notebooks",
    summary: "The user's notebooks",
    query: z.object(pageQuery(1000, 200)),
    answer: z.object(pageOf(entry)).openapi("NotebookList"),
    async run({query}, context) {
      const {notebooks} = await notebookIndex(context.options.notebooks);
      return page(context, notebooks, query);
    },
  }),
  operation({
    id: "followNotebooks",
    method: "get",
    path: "/notebooks/events",
    tag: "notebooks",
    summary: "Tells which notebooks and followed data files change",
    files: {
      "text/event-stream":
        "an event `versions` at first and after each change: a word for each notebook, and as `file:PATH` for each data file that a page has read",
    },
    run: async (_, {c, options: {notebooks}}) =>
      streamSSE(c, async (stream) => {
        let last = "";
        let quiet = 0;
        while (!stream.aborted && !stream.closed) {
          const versions = JSON.stringify({
            ...(await notebookVersions(notebooks)),
            ...(await dataVersions(notebooks, followedFiles(notebooks))),
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
  }),
  operation({
    id: "getNotebook",
    method: "get",
    path: "/notebooks/{name}",
    tag: "notebooks",
    summary: "The text of a notebook",
    params: nameParam,
    answer: z.object({name: z.string(), text: z.string()}),
    run: async ({params: {name}}, {options}) => ({
      name,
      text: await readNotebook(options.notebooks, name).catch(refuseNotebook),
    }),
  }),
  operation({
    id: "putNotebook",
    method: "put",
    path: "/notebooks/{name}",
    tag: "notebooks",
    summary: "Writes a notebook",
    description:
      "With `before`, the text that an edit began with or null for none, it is 409 when there is another one now.",
    params: nameParam,
    body: z.object({
      text: z.string().describe(`at most ${MOST_NOTEBOOK_BYTES} bytes`),
      before: z.string().nullable().optional(),
    }),
    refusals: [409, 507],
    answer: z.object({saved: z.string()}),
    async run({params: {name}, body: {text, before}}, {options}) {
      await inOrder(() =>
        withLock(options.notebooks, () => writeNotebook(options.notebooks, name, text, {before})).catch(refuseNotebook),
      );
      return {saved: name};
    },
  }),
  operation({
    id: "addNotebook",
    method: "post",
    path: "/notebooks",
    tag: "notebooks",
    summary: "Makes a notebook from a template of the gallery",
    body: z.object({
      title: z.string().regex(/\S/).max(500),
      template: z.string().default("first").describe("of the gallery: /notebooks/templates.json"),
    }),
    refusals: [507],
    status: 201,
    answer: z.object({name: z.string()}),
    async run({body: {title, template}}, {options: {notebooks}}) {
      const name = await inOrder(() => withLock(notebooks, () => makeNotebook(notebooks, title, template)));
      return {name};
    },
  }),
];

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
      if (!(error instanceof NotebookError && error.code === "changed") || attempt === MOST_ATTEMPTS)
        refuseNotebook(error);
    }
  }
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
