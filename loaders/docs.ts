import {readFile, writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {CHANNELS, type Channel} from "../src/core/channels/catalogue.js";
import {OTHER_NAMES} from "../src/core/messages/otherNames.js";
import {protoText} from "../src/core/messages/protobuf.js";
import {type SqlView, VIEWS} from "../src/core/sql/views.js";
import {withWords, wordSources} from "./notebookDocs.js";

const FORMATS = fileURLToPath(new URL("../docs/formats.md", import.meta.url));
const MESSAGES = fileURLToPath(new URL("../docs/messages.md", import.meta.url));
const PROTO = fileURLToPath(new URL("../docs/lapbook.proto", import.meta.url));
const SQL = fileURLToPath(new URL("../docs/sql.md", import.meta.url));
const NOTEBOOKS = fileURLToPath(new URL("../docs/notebooks.md", import.meta.url));
const VIEW_TABLES = /(<!-- views -->\n)[\s\S]*?(\n<!-- \/views -->)/;
const NAMES = /(<!-- names -->\n)[\s\S]*?(<!-- \/names -->)/;
const TABLE = /(<!-- channels -->\n)[\s\S]*?(\n<!-- \/channels -->)/;

/** The channel catalogue as a Markdown table. */
export function channelTable(): string {
  const rows = CHANNELS.map((c) => {
    const type = c.scale ? `${c.type} × 1/${Math.round(1 / c.scale)}` : c.type;
    const kind = c.kind === "discrete" ? "discrete" : "";
    return `| ${c.tag} | \`${c.name}\` | ${c.label} | ${c.unit || "–"} | ${type} | ${kind} | ${source(c)} |`;
  });
  const head =
    "| tag | channel | meaning | unit | stored as | | F1 games: packet and field |\n|--:|---|---|---|---|---|---|";
  return `${head}\n${rows.join("\n")}`;
}

function source({f1}: Channel): string {
  if (!f1) return "";
  const index = f1.index === undefined ? "" : `[${f1.index}]`;
  return `${f1.packet} \`${f1.field}${index}\`${f1.factor ? ` × ${f1.factor}` : ""}${f1.add ? ` + ${f1.add}` : ""}`;
}

/** docs/formats.md with the current catalogue as its table. */
export function withChannelTable(text: string): string {
  return text.replace(TABLE, (_, before, after) => `${before}${channelTable()}${after}`);
}

/** The names in JSON that other programs use, as a Markdown table. */
export function namesTable(): string {
  const rows = Object.entries(OTHER_NAMES).flatMap(([topic, names]) =>
    names.map(({name, from, decimals}) => {
      const ours = typeof from === "string" ? `\`${from}\`` : `[${from.map((field) => `\`${field}\``).join(", ")}]`;
      const digits = decimals === undefined ? "" : decimals;
      return `| \`${topic}\` | \`${name}\` | ${ours} | ${digits} |`;
    }),
  );
  return `| topic | name in JSON | our field | decimals |\n| --- | --- | --- | --: |\n${rows.join("\n")}`;
}

/** docs/messages.md with the current names as its table. */
export function withNamesTable(text: string): string {
  return text.replace(NAMES, (_, before, after) => `${before}\n${namesTable()}\n\n${after}`);
}

/** The tables of SQL with their columns; those that are channels are left out. */
export function viewTables(): string {
  const channels = new Set(CHANNELS.map(({name}) => name));
  return Object.entries(VIEWS as Record<string, SqlView>)
    .map(([view, {rows, columns}]) => {
      const isOfChannels = view === "traces" || view === "samples";
      const own = columns.filter(({name}) => !isOfChannels || !channels.has(name) || /^(car|lapNumber)$/.test(name));
      const lines = own.map(({name, type, unit, meaning}) => `| \`${name}\` | ${type} | ${unit || "–"} | ${meaning} |`);
      return `### ${view}\n\nOne row: ${rows.replace(/^a row per /, "")}.\n\n| column | type | unit | meaning |\n|---|---|---|---|\n${lines.join("\n")}`;
    })
    .join("\n\n");
}

/** docs/sql.md with the current tables. */
export function withViewTables(text: string): string {
  return text.replace(VIEW_TABLES, (_, before, after) => `${before}\n${viewTables()}\n${after}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(FORMATS, withChannelTable(await readFile(FORMATS, "utf8")));
  await writeFile(MESSAGES, withNamesTable(await readFile(MESSAGES, "utf8")));
  await writeFile(SQL, withViewTables(await readFile(SQL, "utf8")));
  await writeFile(NOTEBOOKS, withWords(await readFile(NOTEBOOKS, "utf8"), await wordSources()));
  await writeFile(PROTO, protoText());
}
