import {readFileSync} from "node:fs";
import {join} from "node:path";
import {ROOT} from "../../server/config.js";

const [, ...WORDS] = (
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {scripts: {lapbook: string}}
).scripts.lapbook.split(" ");

/** What `npm run lapbook` and `npm start` give to Node, but for the loader of TypeScript: it decides what a server needs. */
export const NODE_FLAGS = WORDS.slice(0, WORDS.indexOf("--import"));

/** With the loader. */
export const NODE_FLAGS_AND_LOADER = [...NODE_FLAGS, "--import", "tsx"];
