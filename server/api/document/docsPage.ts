import {escapeHtml} from "../../escapeHtml.js";
import {API_ROOT, openApiDocument} from "../openApi.js";
import {
  answerOf,
  type DescribedOperation,
  describedOperations,
  indented,
  sharedSchemas,
  typeText,
} from "./described.js";

/** The operations as a page: one file without scripts, which needs no network. */
export function docsPage(): string {
  const {info, tags = []} = openApiDocument();
  const all = describedOperations();
  const features = tags.map(({name, description}) => {
    const own = all.filter((one) => one.tags.includes(name));
    return `<section id="${name}"><h2>${title(name)}</h2><p>${escapeHtml(title(description ?? ""))}.</p>${own.map(operationHtml).join("")}</section>`;
  });
  const schemas = Object.entries(sharedSchemas()).map(
    ([name, schema]) =>
      `<details id="schema-${name}"><summary><code>${name}</code></summary>${code(indented(typeText(schema)))}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>HTTP API | Lapbook</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 0 auto; padding: 1em; }
  code, pre { font: 0.9em/1.5 ui-monospace, monospace; }
  pre { overflow-x: auto; padding: 0.5em 1em; border-left: 3px solid #8888; margin: 0.5em 0; }
  nav a { margin-right: 0.8em; display: inline-block; }
  details { border-top: 1px solid #8884; padding: 0.4em 0; }
  summary { cursor: pointer; }
  .method { display: inline-block; min-width: 4.5em; font-weight: 600; }
  .muted { opacity: 0.75; }
  dt { font-weight: 600; } dd { margin: 0 0 0.3em 1.5em; }
</style>
<main>
<h1>HTTP API</h1>
${(info.description ?? "")
  .split("\n\n")
  .map((text) => `<p>${marked(text)}</p>`)
  .join("")}
<p><a href="openapi.json">openapi.json</a> (OpenAPI 3.1); ${all.length} operations below <code>${API_ROOT}</code>. <a href="../">Lapbook</a></p>
<nav aria-label="Features">${tags.map(({name}) => `<a href="#${name}">${name}</a>`).join("")}</nav>
${features.join("\n")}
<section id="schemas"><h2>Names</h2>${schemas.join("")}</section>
</main>
</html>
`;
}

function operationHtml(one: DescribedOperation): string {
  const [method, path] = one.address.split(" ");
  const {operationId, summary, description, parameters = [], requestBody} = one;
  const json = requestBody?.content?.["application/json"];
  const content = Object.entries(answerOf(one).content ?? {});
  return `<details id="${operationId}">
<summary><span class="method">${method}</span> <code>${escapeHtml(path)}</code> <span class="muted">${escapeHtml(summary)}</span></summary>
<p>${description ? marked(description) : ""} <span class="muted"><code>${operationId}</code>, role ${one["x-role"]}</span></p>
${parameters.length ? `<dl>${parameters.map((p) => `<dt><code>${p.name}</code> <span class="muted">${p.in}${p.required ? "" : ", optional"}</span></dt><dd>${marked(p.description ?? p.schema.description ?? "")} <code>${escapeHtml(typeText(p.schema))}</code></dd>`).join("")}</dl>` : ""}
${json ? `<p>Body</p>${code(indented(typeText(json.schema)))}` : ""}
${content.map(([type, {schema}]) => `<p>Answer <code>${type}</code> ${marked(schema.description ?? "")}</p>${type === "application/json" ? code(indented(typeText(schema))) : ""}`).join("")}
</details>`;
}

function code(text: string): string {
  const linked = escapeHtml(text.replaceAll(/ApiSchemas\["(\w+)"\]/g, "→$1")).replaceAll(
    /→(\w+)/g,
    '<a href="#schema-$1">$1</a>',
  );
  return `<pre>${linked}</pre>`;
}

/** Plain text with \`code\` in it. */
function marked(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}

function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
