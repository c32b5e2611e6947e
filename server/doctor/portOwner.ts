import {execFile} from "node:child_process";

/** The program that uses a port; "" when this user may not see it. */
export async function portOwner(protocol: "tcp" | "udp", port: number): Promise<string> {
  if (process.platform === "win32") {
    const text = await output("netstat", ["-ano", "-p", protocol]);
    const line = text.split("\n").find((row) => new RegExp(`^\\s*${protocol}\\s+\\S+:${port}\\s`, "i").test(row));
    const pid = line?.trim().split(/\s+/).pop();
    return pid ? `process ${pid}` : "";
  }
  const lsof = await output("lsof", ["-nP", `-i${protocol}:${port}`, "-Fpc"]);
  const [, pid, name] = /^p(\d+)\nc(.*)$/m.exec(lsof) ?? [];
  if (pid) return `${name}, process ${pid}`;
  const ss = await output("ss", [protocol === "tcp" ? "-ltnpH" : "-lunpH", `sport = :${port}`]);
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(ss);
  return found ? `${found[1]}, process ${found[2]}` : "";
}

function output(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, {timeout: 3000}, (_, stdout) => resolve(stdout ?? ""));
  });
}
