import {API_ROOT, openApiDocument} from "../openApi.js";

/** A JSON Schema as the document has it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
}

interface Content {
  content?: Record<string, {schema: JsonSchema}>;
  description?: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  schema: JsonSchema;
  description?: string;
}

/** An operation as the document describes it. */
export interface DescribedOperation {
  /** `GET /sessions/{session}`, below /api/v1 */
  address: string;
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  "x-role": string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

/** The operations of the document, in their order. */
export function describedOperations(): DescribedOperation[] {
  return Object.entries(openApiDocument().paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Omit<DescribedOperation, "address">>).map(([method, one]) => ({
      ...one,
      address: `${method.toUpperCase()} ${path.slice(API_ROOT.length)}`,
    })),
  );
}

/** The schemas that operations share, by name. */
export function sharedSchemas(): Record<string, JsonSchema> {
  return (openApiDocument().components?.schemas ?? {}) as Record<string, JsonSchema>;
}

/** The answer of an operation that succeeds. */
export function answerOf({responses}: DescribedOperation): Content {
  return responses[200] ?? responses[201];
}

/** The type of a schema, as TypeScript writes it. */
export function typeText(schema: JsonSchema): string {
  const {$ref, type, anyOf, oneOf, allOf, items, properties, additionalProperties} = schema;
  if ($ref) return `ApiSchemas["${$ref.split("/").at(-1)}"]`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (anyOf ?? oneOf) return [...new Set((anyOf ?? oneOf)!.map(typeText))].join(" | ");
  if (allOf) return allOf.map((one) => `(${typeText(one)})`).join(" & ");
  if (Array.isArray(type)) return type.map((one) => typeText({...schema, type: one})).join(" | ");
  if (type === "array") return listText(items ? typeText(items) : "unknown");
  if (properties) return fieldsText(properties, schema.required);
  if (typeof additionalProperties === "object") return `Readonly<Record<string, ${typeText(additionalProperties)}>>`;
  if (type === "object") return "object";
  return (
    {string: "string", number: "number", integer: "number", boolean: "boolean", null: "null"}[type ?? ""] ?? "unknown"
  );
}

function listText(entry: string): string {
  return /^[\w"[\]]+$/.test(entry) || entry.startsWith("{\n") ? `readonly ${entry}[]` : `readonly (${entry})[]`;
}

/** Fields of an object, a line each, with their descriptions. */
export function fieldsText(fields: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): string {
  const lines = Object.entries(fields).map(([name, schema]) => {
    const about = schema.description ? `/** ${schema.description.replaceAll("*/", "* /")} */\n` : "";
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
    return `${about}${key}${required.includes(name) ? "" : "?"}: ${typeText(schema)};`;
  });
  return lines.length === 0 ? "object" : `{\n${lines.join("\n")}\n}`;
}

/** Lines of TypeScript with two spaces for each open brace. */
export function indented(text: string): string {
  let depth = 0;
  return text
    .split("\n")
    .map((line) => {
      const braces = line.startsWith("/") ? "" : line.replace(/"[^"]*"/g, "");
      const closes = /^}/.test(line) ? 1 : 0;
      const indent = "  ".repeat(depth - closes);
      depth += (braces.match(/{/g)?.length ?? 0) - (braces.match(/}/g)?.length ?? 0);
      return line && `${indent}${line}`;
    })
    .join("\n");
}
