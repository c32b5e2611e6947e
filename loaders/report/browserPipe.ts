import {spawn} from "node:child_process";
import type {Readable, Writable} from "node:stream";

type Answer = Record<string, unknown>;

/** A running browser that is asked over its debugging pipe: https://chromedevtools.github.io/devtools-protocol */
export interface BrowserPipe {
  /** Asks for a method of the protocol, of one page with its session. Throws what the browser answers, or that it has ended. */
  ask(method: string, params?: object, sessionId?: string): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts a browser with a pipe to it: no port is opened. An aborted signal ends it. */
export function browserPipe(program: string, args: readonly string[], signal?: AbortSignal): BrowserPipe {
  const child = spawn(program, [...args, "--remote-debugging-pipe"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    signal,
  });
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, {resolve: (answer: Answer) => void; reject: (error: Error) => void}>();
  let lastId = 0;
  let ended: Error | undefined;

  const exited = new Promise<void>((resolve) => {
    const stop = (error: Error) => {
      ended ??= error;
      for (const {reject} of waiting.values()) reject(ended);
      waiting.clear();
      resolve();
    };
    child.once("error", stop);
    child.once("exit", (code) => stop(new Error(`the browser has ended (${code})`)));
  });
  // a browser that ends breaks the pipe: "exit" has the reason
  to.on("error", () => {});
  from.on("error", () => {});
  from.setEncoding("utf8");
  let begun: string[] = [];
  from.on("data", (text: string) => {
    // messages end with NUL; an answer of many MB arrives in many pieces
    const [first, ...more] = text.split("\0");
    begun.push(first);
    for (const next of more) {
      take(begun.join(""));
      begun = [next];
    }
  });

  function take(message: string): void {
    const {id, result, error} = JSON.parse(message);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  }

  return {
    ask(method, params = {}, sessionId) {
      if (ended) return Promise.reject(ended);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, {resolve, reject});
        to.write(`${JSON.stringify({id, method, params, sessionId})}\0`);
      });
    },
    async end() {
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      child.kill();
      await exited;
      clearTimeout(late);
    },
  };
}
