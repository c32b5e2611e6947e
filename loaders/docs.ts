import {readFile, writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {CHANNELS, type Channel} from "../src/core/channels/catalogue.js";
import {protoText} from "../src/core/messages/protobuf.js";

const FORMATS = fileURLToPath(new URL("../docs/formats.md", import.meta.url));
const MESSAGES = fileURLToPath(new URL("../docs/messages.md", import.meta.url));
const PROTO = /(<!-- proto -->\n)[\s\S]*?(<!-- \/proto -->)/;
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

/** docs/messages.md with the current messages as its .proto text. */
export function withProtoText(text: string): string {
  return text.replace(PROTO, (_, before, after) => `${before}\n\`\`\`proto\n${protoText()}\`\`\`\n\n${after}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(FORMATS, withChannelTable(await readFile(FORMATS, "utf8")));
  await writeFile(MESSAGES, withProtoText(await readFile(MESSAGES, "utf8")));
}
