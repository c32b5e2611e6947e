import {Ajv2020} from "ajv/dist/2020.js";
import {expect} from "vitest";
import {openApiDocument} from "../../server/api/openApi.js";

interface Described {
  operationId: string;
  tags: string[];
  responses: Record<string, {content?: Record<string, {schema: object}>}>;
}

/** The operations as the document describes them, by id; with method and path pattern. */
export function describedOperations(): Map<string, Described & {method: string; path: string}> {
  const found = new Map<string, Described & {method: string; path: string}>();
  for (const [path, methods] of Object.entries(openApiDocument().paths!))
    for (const [method, one] of Object.entries(methods as Record<string, Described>))
      found.set(one.operationId, {...one, method: method.toUpperCase(), path});
  return found;
}

/** Checks an answer against the document: status, media type, and of JSON every field; returns the JSON. Another body is not read. */
export async function keepsContract(id: string, response: Response): Promise<unknown> {
  const operation = describedOperations().get(id);
  if (!operation) throw new Error(`no operation ${id}`);
  const described = operation.responses[response.status] ?? operation.responses.default;
  const type = (response.headers.get("content-type") ?? "").split(";")[0];
  if (response.status === 304) return undefined;
  expect(Object.keys(described.content ?? {}), `${id} ${response.status}`).toContain(type);
  if (type !== "application/json") {
    await response.body?.cancel();
    return undefined;
  }
  const body: unknown = await response.json();
  const valid = validator(described.content![type].schema);
  valid(body);
  expect(valid.errors ?? [], `${id} ${response.status} ${JSON.stringify(body).slice(0, 300)}`).toEqual([]);
  return body;
}

const validators = new Map<object, ReturnType<Ajv2020["compile"]>>();
let ajv: Ajv2020 | undefined;

function validator(schema: object) {
  ajv ??= new Ajv2020({strict: false, allErrors: true, validateSchema: false}).addSchema(
    absolute({$id: "doc:", components: openApiDocument().components}),
  );
  const known = validators.get(schema);
  if (known) return known;
  const made = ajv.compile(absolute(schema));
  validators.set(schema, made);
  return made;
}

/** The parts that schemas share are in the document. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"doc:#/components/'));
}
