import type {Context} from "hono";
import {z} from "zod";
import {HttpError} from "../httpError.js";
import {jsonBody} from "../jsonBody.js";
import type {ApiOperation} from "./operation.js";

/** Checks a request against an operation's schemas. Throws 400 that names the field and the value. */
export async function checkedRequest({params, query, body}: ApiOperation, c: Context) {
  return {
    params: params && parsed(params, c.req.param(), params, "path"),
    query: queryOf(query ?? z.object({}), c.req.queries()),
    body: body && parsed(body, await jsonBody(c.req.raw), undefined, "body"),
  };
}

/** A value of a query is text: numbers, switches and lists are made of it as its schema asks for. */
function queryOf(schema: z.ZodObject, given: Record<string, string[]>) {
  for (const [name, values] of Object.entries(given)) {
    if (!Object.hasOwn(schema.shape, name)) {
      const known = Object.keys(schema.shape).join(", ");
      throw new HttpError(400, `unknown parameter: ${name}`, known ? `parameters are ${known}` : "it takes none");
    }
    if (values.length > 1) throw new HttpError(400, `${name} is given more than once`);
  }
  const texts = Object.fromEntries(Object.entries(given).map(([name, [text]]) => [name, text]));
  return parsed(schema, texts, schema, "query");
}

function parsed(
  schema: z.ZodType,
  given: Record<string, unknown>,
  texts: z.ZodObject | undefined,
  where: string,
): Record<string, unknown> {
  const values = texts
    ? Object.fromEntries(
        Object.entries(given).map(([name, text]) => [name, fromText(texts.shape[name], text as string)]),
      )
    : given;
  const result = schema.safeParse(values);
  if (result.success) return result.data as Record<string, unknown>;
  const [issue] = result.error.issues;
  const name = issue.path.join(".");
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], given);
  // an address that names nothing
  if (where === "path") throw new HttpError(404, `unknown ${name}: ${shown(value)}`, worded(issue));
  throw new HttpError(400, `invalid ${name || where}: ${shown(value)}; ${worded(issue)}`);
}

function fromText(schema: z.ZodType | undefined, text: string): unknown {
  const kind = kindOf(schema);
  if (kind === "number") return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  if (kind === "boolean") return text === "true" || (text === "false" ? false : text);
  if (kind === "array") return text.split(",");
  return text;
}

function kindOf(schema: z.ZodType | undefined): string | undefined {
  const def = schema?.def as {type: string; innerType?: z.ZodType} | undefined;
  return def?.innerType ? kindOf(def.innerType) : def?.type;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** What was expected instead. */
function worded(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected ${issue.values.join(", ")}`;
    case "too_big":
      return `at most ${issue.maximum}${OF[issue.origin] ?? ""}`;
    case "too_small":
      return `at least ${issue.minimum}${OF[issue.origin] ?? ""}`;
    case "invalid_format":
      return `expected the form ${"pattern" in issue ? issue.pattern : issue.format}`;
    default:
      return issue.message;
  }
}

const OF: Readonly<Record<string, string>> = {string: " characters", array: " entries"};
