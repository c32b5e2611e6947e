import fs from "node:fs/promises";
import {syncBuiltinESMExports} from "node:module";

// A process that is killed half-way through writing a derived file: killedWrite.ts RECORDINGS SESSION

const {writeFile} = fs;
fs.writeFile = async (path, content, options) => {
  if (!String(path).includes("derived")) return writeFile(path, content, options);
  await writeFile(path, (content as Uint8Array).subarray(0, (content as Uint8Array).length >> 1));
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => {});
};
syncBuiltinESMExports();

const {derivedFile} = await import("../../loaders/archive/derivedFile.js");
await derivedFile(process.argv[2], process.argv[3], {view: "corners"});
