import {
  answerOf,
  type DescribedOperation,
  describedOperations,
  fieldsText,
  indented,
  type JsonSchema,
  sharedSchemas,
  typeText,
} from "./described.js";

// these interfaces are declared in the made file
const INTERFACE = "interface";

/** The TypeScript of the typed client: the shared schemas, and what each operation takes and answers. Not formatted. */
export function clientTypes(): string {
  const schemas = Object.entries(sharedSchemas()).map(([name, schema]) => `${name}: ${typeText(schema)};`);
  const operations = describedOperations().map((one) => {
    const json = answerOf(one).content?.["application/json"];
    return `/** ${one.summary} */\n"${one.address}": {\nasked: ${askedText(one)};\nanswer: ${json ? typeText(json.schema) : "never"};\n};`;
  });
  return indented(`// Made by \`npm run api\` from the schemas in server/api: edit those.

/** Parts of answers and requests, by the names that /api/openapi.json has for them. */
export ${INTERFACE} ApiSchemas {
${schemas.join("\n")}
}

/** The operations of the server: what each takes, and the JSON that it answers; \`never\`: a file. */
export ${INTERFACE} ApiOperations {
${operations.join("\n")}
}
`);
}

function askedText({parameters = [], requestBody}: DescribedOperation): string {
  const parts = (["path", "query"] as const).flatMap((place) => {
    const own = parameters.filter((one) => one.in === place);
    if (own.length === 0) return [];
    const fields = Object.fromEntries(own.map(({name, schema, description}) => [name, {...schema, description}]));
    const required = own.filter((one) => one.required).map(({name}) => name);
    const name = place === "path" ? "params" : "query";
    return [`${name}${required.length ? "" : "?"}: ${fieldsText(fields as Record<string, JsonSchema>, required)}`];
  });
  const body = requestBody?.content?.["application/json"];
  if (body) parts.push(`body: ${typeText(body.schema)}`);
  return parts.length === 0 ? "object" : `{\n${parts.join(";\n")};\n}`;
}
