import {Writable} from "node:stream";
import {main} from "../../server/cli.js";

/** `lapbook ARGS` in this process: its exit code and what it has written. The environment is left as it was. */
export async function runCommand(...args: string[]): Promise<{code: number; stdout: string; stderr: string}> {
  const written = {stdout: "", stderr: ""};
  const into = (name: keyof typeof written) =>
    new Writable({
      write(bytes, _, done) {
        written[name] += bytes;
        done();
      },
    });
  const before = {...process.env};
  const code = await main(args, {stdout: into("stdout"), stderr: into("stderr")});
  // a .env file sets others
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  return {code, ...written};
}
