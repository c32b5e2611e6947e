import {createRoute, OpenAPIHono} from "@hono/zod-openapi";
import type {Role} from "../access/role.js";
import type {ApiOperation} from "./operation.js";
import {OPERATIONS, TAGS} from "./operations.js";
import {refusalSchema} from "./schemas.js";

/** Where the operations of this version are. */
export const API_ROOT = "/api/v1";

/** What the refusals of an operation mean; 400 and 404 of an address with a name are of every one that takes something. */
const MEANING: Readonly<Record<number, string>> = {
  400: "the request is wrong: the answer names the field and what was expected",
  404: "there is no such thing, or the caller may not see it",
  406: "not in the asked media type",
  409: "it was changed or taken meanwhile",
  413: "too much at once: the answer says how to ask for less",
  422: "understood, but the recordings cannot answer it: the answer says why",
  501: "this server has no live data, or takes no files",
  507: "the disk is full",
};

/** The least role that an operation needs. */
export function roleOf({role, method}: Pick<ApiOperation, "role" | "method">): Role {
  return role ?? (method === "get" ? "viewer" : "engineer");
}

/** The description of an operation for `@hono/zod-openapi`. */
export function routeOf(one: ApiOperation) {
  const {id, method, path, tag, summary, description, params, query, body, upload, answer, files, status = 200} = one;
  const refusals = new Set([...(params || query || body || upload ? [400] : []), ...(one.refusals ?? [])]);
  if (params) refusals.add(404);
  if (body) refusals.add(413);
  const content = {
    ...(answer && {"application/json": {schema: answer}}),
    ...Object.fromEntries(
      Object.entries(files ?? {}).map(([type, about]) => [
        type,
        {schema: {type: "string" as const, description: about}},
      ]),
    ),
  };
  const sent = body
    ? {"application/json": {schema: body}}
    : upload && {[upload]: {schema: {type: "string" as const, format: "binary"}}};
  return createRoute({
    ...{method, path: `${API_ROOT}${path}`, operationId: id, tags: [tag], summary},
    ...(description && {description}),
    "x-role": roleOf(one),
    request: {params, query, ...(sent && {body: {required: true, content: sent}})},
    responses: {
      [status]: {description: "the answer", content},
      ...(method === "get" && {304: {description: "unchanged: the caller has it, by If-None-Match"}}),
      ...Object.fromEntries(
        [...refusals]
          .sort()
          .map((code) => [code, {description: MEANING[code], content: {"application/json": {schema: refusalSchema}}}]),
      ),
      default: {description: "any other refusalSchema", content: {"application/json": {schema: refusalSchema}}},
    },
  });
}

let made: ReturnType<OpenAPIHono["getOpenAPI31Document"]> | undefined;

/** The OpenAPI 3.1 document of all operations, in the order of their list. */
export function openApiDocument() {
  if (made) return made;
  const app = new OpenAPIHono();
  for (const one of OPERATIONS) app.openAPIRegistry.registerPath(routeOf(one));
  const {webhooks: _, ...document} = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Lapbook",
      // of the API, not of the program: it changes when an operation changes for its callers
      version: "1.0.0",
      description: DESCRIPTION,
      license: {name: "MIT"},
    },
    servers: [{url: "/"}],
    tags: TAGS.map(({name, about}) => ({name, description: about})),
  });
  return (made = document);
}

const DESCRIPTION = `Sessions, laps and what they show, of a running Lapbook. Quantities are SI, other units are in the name of the field (\`lapTimeMs\`, \`speedKmh\`); a number that is not known is null. A time difference is subject minus reference: positive is slower.

Reads have an \`ETag\`: send it back as \`If-None-Match\` and an unchanged answer is 304. Lists take \`limit\` and \`offset\`; \`Link\` names the next part. An answer that nobody waits for any more stops being computed. A refusalSchema is \`{"error": "…", "hint": "…"}\`. \`x-role\` is the least role of a caller where the server has keys.`;
