import {spawnSync} from "node:child_process";
import {accessSync, constants, existsSync, readdirSync} from "node:fs";
import {homedir} from "node:os";
import {delimiter, join} from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

/** A Chromium-like browser of this machine; undefined when there is none. LAPBOOK_CHROMIUM names one. */
export function findChromium(env = process.env): string | undefined {
  if (env.LAPBOOK_CHROMIUM) {
    if (!runs(env.LAPBOOK_CHROMIUM)) throw new Error(`LAPBOOK_CHROMIUM does not run: ${env.LAPBOOK_CHROMIUM}`);
    return env.LAPBOOK_CHROMIUM;
  }
  return [...candidates(env), ...downloaded(env)].find((file) => isProgram(file) && runs(file));
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const onPath = (env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name + suffix)));
  switch (process.platform) {
    case "darwin":
      return [
        ...["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
          ["/Applications", join(homedir(), "Applications")].map((folder) =>
            join(folder, `${name}.app`, "Contents", "MacOS", name),
          ),
        ),
        ...onPath,
      ];
    case "win32":
      return [
        ...[env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
          .filter((folder) => folder !== undefined)
          .flatMap((folder) => [
            join(folder, "Google", "Chrome", "Application", "chrome.exe"),
            join(folder, "Chromium", "Application", "chrome.exe"),
            join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
          ]),
        ...onPath,
      ];
    default:
      return [...onPath, ...NAMES.map((name) => `/usr/bin/${name}`), "/snap/bin/chromium", "/opt/google/chrome/chrome"];
  }
}

/** Where the browser driver keeps what it downloaded. */
function downloaded(env: NodeJS.ProcessEnv): string[] {
  const folder =
    env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), "Library", "Caches", "ms-playwright"),
      win32: join(env.LOCALAPPDATA ?? homedir(), "ms-playwright"),
    }[process.platform as string] ??
    join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "ms-playwright");
  if (!existsSync(folder)) return [];
  const program = /^(chrome-headless-shell|headless_shell|chrome)(\.exe)?$/;
  return readdirSync(folder)
    .filter((name) => name.startsWith("chromium"))
    .sort()
    .reverse()
    .flatMap((name) =>
      readdirSync(join(folder, name), {recursive: true})
        .map(String)
        .filter((path) => program.test(path.split(/[\\/]/).pop()!))
        .map((path) => join(folder, name, path)),
    );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some systems have a chromium that only says how to get the real one. Asking a version opens a window on Windows. */
function runs(file: string): boolean {
  return process.platform === "win32"
    ? isProgram(file)
    : spawnSync(file, ["--version"], {stdio: "ignore", timeout: 20_000}).status === 0;
}
