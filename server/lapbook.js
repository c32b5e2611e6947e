#!/usr/bin/env node
import {fileURLToPath} from "node:url";
import {setFlagsFromString} from "node:v8";
import {register} from "tsx/esm/api";

// as `npm start` does: short pauses for collecting garbage
for (const flag of ["--max-semi-space-size=4", "--no-allocation-site-pretenuring"]) setFlagsFromString(flag);
// tsx looks for it where the command is started
register({tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url))});
const {main} = await import("./cli.ts");
const args = process.argv.slice(2);
process.exitCode = await main(args.length > 0 ? args : ["serve"]);
