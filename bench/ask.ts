import type {ChildProcess} from "node:child_process";

/** Tells a forked process something and waits for its answer of that type; rejects when it ends instead. */
export function ask<T>(child: ChildProcess, message: object, answer: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (said: unknown) => {
      if ((said as {type: string}).type !== answer) return;
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(said as T);
    };
    const onExit = (code: number | null) => reject(new Error(`the other process ended: ${code}`));
    child.on("message", onMessage);
    child.on("exit", onExit);
    child.send(message);
  });
}
