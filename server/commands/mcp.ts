import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {serveStdio} from "@modelcontextprotocol/server/stdio";
import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {checkNumbers} from "../../src/core/facts/checkNumbers.js";
import {aborted} from "../aborted.js";
import type {CliCommand} from "../command.js";
import {jsonObject} from "../jsonObject.js";
import {mcpServer} from "../mcp/mcpServer.js";
import {oneLine, UsageError, UserError} from "../userError.js";

export const command: CliCommand = {
  name: "mcp",
  summary:
    "Answers a language model's questions about the archive (Model Context Protocol, standard input and output), or checks that the numbers of a text are in such answers.",
  usage: "| mcp --check TEXT ANSWER…   TEXT and ANSWER are files; an ANSWER holds a tool's JSON, one or one a line",
  options: {check: {type: "string", describe: "a text made from answers: each of its numbers is looked up in them"}},
  async run({positionals, values, config, json, out, log, signal}) {
    if (typeof values.check === "string") return await check(values.check, positionals, json ? undefined : out, out);
    if (positionals.length > 0) throw new UsageError("mcp takes no arguments without --check");
    const {version} = JSON.parse(await readFile(join(config.root, "package.json"), "utf8"));
    const {recordings} = config;
    const context = {version, recordings, sees: () => true, archive: folderArchive(recordings)};
    const served = serveStdio(() => mcpServer(context), {onerror: (error) => log(oneLine(error))});
    const inputEnded = new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
    await Promise.race([aborted(signal), inputEnded]);
    await served.close();
    return 0;
  },
};

async function check(
  text: string,
  files: readonly string[],
  say: ((line: string) => void) | undefined,
  print: (line: string) => void,
): Promise<number> {
  if (files.length === 0) throw new UsageError("--check needs the files of the answers: mcp --check TEXT ANSWER…");
  const answers = (await Promise.all(files.map(readText))).flatMap((content, i) => {
    const whole = jsonObject(content);
    if (whole) return [whole];
    return content
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const one = jsonObject(line);
        if (!one) throw new UserError(`${files[i]}: no JSON object: ${line.slice(0, 60)}`);
        return one;
      });
  });
  const {numbers, unknown} = checkNumbers(await readText(text), answers);
  if (say) {
    for (const one of unknown) say(`${one.text}: in no answer`);
    say(`${numbers} numbers, ${unknown.length} in no answer`);
  } else print(JSON.stringify({numbers, unknown}));
  return unknown.length > 0 ? 1 : 0;
}

function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error) => {
    throw new UserError(`${path}: ${oneLine(error)}`);
  });
}
