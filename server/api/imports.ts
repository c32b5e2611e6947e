import {basename} from "node:path";
import {HttpError} from "../httpError.js";
import {importAnswer} from "../importAnswer.js";
import {receiveUpload, uploadName} from "../upload.js";
import {operation} from "./operation.js";
import {z} from "./schemas.js";

export const IMPORT_OPERATIONS = [
  operation({
    id: "importFile",
    method: "post",
    path: "/imports",
    tag: "imports",
    summary: "Imports a capture or another tool's file, which is the body",
    description:
      "With `parts`, the body is several files one after the other: the file, its companions, and the choices for its reader as JSON. The import is cancelled when the caller leaves; a damaged file is refused in the last line of the answer.",
    query: z.object({
      name: z.string().max(300).default("capture").describe("of the file: its ending says what it is"),
      modified: z.number().int().min(0).max(8.64e15).optional().describe("when the file was modified, ms since 1970"),
      salvage: z.boolean().default(false).describe("import the intact part of a damaged capture"),
      parts: z
        .string()
        .max(4000)
        .optional()
        .describe(
          'JSON: `[{"kind": "companion", "name": "run.ldx", "size": 812}, {"kind": "file", "size": 104857600}]`',
        ),
    }),
    upload: "application/octet-stream",
    refusals: [413, 501, 507],
    files: {
      "application/x-ndjson":
        'lines of JSON: `{"progress": 0.4, "text": "…"}`, last `{"sessions": […]}` or `{"error": "…"}`',
    },
    async run({query}, {options, request, c}) {
      const {recordings, library, importLimitBytes, log} = options;
      if (!library.importCapture) throw new HttpError(501, "this server does not accept imports");
      const name = uploadName(query.name);
      const {parts, modified, salvage} = query;
      const upload = await receiveUpload(request, {
        ...{recordings, limitBytes: importLimitBytes, name, log},
        ...(parts !== undefined && {parts}),
        ...(modified !== undefined && {modified}),
      });
      const {file, companions, choices, discard} = upload;
      return importAnswer(c, {
        about: name,
        run: (watch) => library.importCapture!(file, name, {...watch, companions, salvage, ...(choices && {choices})}),
        log,
        wording: (text) => text.replaceAll(basename(file), name),
        done: discard,
      });
    },
  }),
];
