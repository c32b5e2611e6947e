import {API_ROOT, openApiDocument} from "../openApi.js";
import {
  answerOf,
  type DescribedOperation,
  describedOperations,
  type JsonSchema,
  type Parameter,
  sharedSchemas,
} from "./described.js";

/** docs/api.md: every operation with what it takes and answers. */
export function apiMarkdown(): string {
  const {info, tags = []} = openApiDocument();
  const all = describedOperations();
  const features = tags.map(({name, description}) => {
    const own = all.filter((one) => one.tags.includes(name));
    return `## ${title(name)}\n\n${title(description ?? "")}.\n\n${own.map(operationText).join("\n\n")}`;
  });
  return `# HTTP API

<!-- Made by \`npm run api\` from the schemas in server/api: edit those. -->

${info.description}

The document is at \`/api/openapi.json\` (OpenAPI 3.1), this text as a page of a running Lapbook at \`/api/docs\`. ${all.length} operations; addresses are below \`${API_ROOT}\`.

\`\`\`sh
curl 'http://localhost:3000${API_ROOT}/sessions?track=silverstone&limit=5'
curl 'http://localhost:3000${API_ROOT}/laps/20260301-140000-906dfc:0:2/samples?channels=lapDistance,speedKmh&fromM=0&toM=500&format=csv'
\`\`\`

${features.join("\n\n")}

## Names

${Object.entries(sharedSchemas())
  .map(([name, schema]) => `- \`${name}\`: ${fieldList(schema)}`)
  .join("\n")}
`;
}

function operationText(one: DescribedOperation): string {
  const {address, summary, description, parameters = [], requestBody} = one;
  const role = one["x-role"] === "viewer" ? "" : ` (${one["x-role"]})`;
  const body = requestBody?.content ?? {};
  const sent = Object.entries(body).map(([type, {schema}]) =>
    type === "application/json" ? `- body: ${shortType(schema)}` : `- body: a file (\`${type}\`)`,
  );
  const answer = Object.entries(answerOf(one).content ?? {}).map(([type, {schema}]) =>
    type === "application/json"
      ? shortType(schema)
      : `\`${type}\`${schema.description ? `, ${schema.description}` : ""}`,
  );
  const lines = [...parameters.map(parameterLine), ...sent, `- answer: ${answer.join("; or ")}`];
  return `### \`${address}\`\n\n${summary}${role}.${description ? ` ${description}` : ""}\n\n${lines.join("\n")}`;
}

function parameterLine({name, schema, description, required}: Parameter): string {
  const notes = [
    description ?? schema.description,
    schema.enum?.join(", "),
    required ? undefined : schema.default === undefined ? "optional" : `usually ${JSON.stringify(schema.default)}`,
    schema.maximum === undefined || schema.maximum >= 1e6 ? undefined : `at most ${schema.maximum}`,
  ];
  return `- \`${name}\`: ${notes.filter(Boolean).join("; ")}`;
}

/** The fields of an object, with notes; of a named schema its name. */
function shortType(schema: JsonSchema): string {
  if (schema.$ref) return `\`${schema.$ref.split("/").at(-1)}\``;
  return fieldList(schema);
}

function fieldList({properties, additionalProperties}: JsonSchema): string {
  if (!properties) return typeof additionalProperties === "object" ? "by name" : "an object";
  return Object.entries(properties)
    .map(([name, schema]) => `\`${name}\`${note(schema)}`)
    .join(", ");
}

function note(schema: JsonSchema): string {
  const inner = schema.items ?? schema;
  const named = [schema, inner, ...(inner.anyOf ?? [])]
    .find((one) => one.$ref)
    ?.$ref?.split("/")
    .at(-1);
  const texts = [named && `\`${named}\``, schema.description].filter(Boolean);
  return texts.length ? ` (${texts.join(": ")})` : "";
}

function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
