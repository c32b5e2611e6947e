import {spawnSync} from "node:child_process";
import {accessSync, constants, existsSync, readdirSync} from "node:fs";
import {createRequire} from "node:module";
import {homedir} from "node:os";
import {delimiter, dirname, join} from "node:path";

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

/** Finds a browser, or gets one by whatever this machine allows without asking. */
export function findOrInstallChromium(log: (text: string) => void): string | undefined {
  const found = findChromium();
  if (found) return found;
  for (const [program, ...args] of installers()) {
    log(`no Chromium here: ${program} ${args.join(" ")}`);
    const {status} = spawnSync(program, args, {
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 10 * 60_000,
      env: {...process.env, DEBIAN_FRONTEND: "noninteractive", HOMEBREW_NO_AUTO_UPDATE: "1", NONINTERACTIVE: "1"},
    });
    const now = status === 0 ? findChromium() : undefined;
    if (now) return now;
  }
  return undefined;
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

/** Commands to try in order: the system's package manager where no password is asked for, then the driver's download. */
function installers(): string[][] {
  const commands: string[][] = [];
  const asRoot = process.getuid?.() === 0 ? [] : has("sudo", "-n", "true") ? ["sudo", "-n"] : undefined;
  if (asRoot) {
    if (has("apt-get", "--version")) {
      // Lists may be stale or absent; an install may work without them, so this one's failure ends nothing.
      commands.push([...asRoot, "apt-get", "update", "-qq"]);
      commands.push([...asRoot, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    } else if (has("dnf", "--version")) commands.push([...asRoot, "dnf", "install", "-y", "-q", "chromium-headless"]);
    else if (has("pacman", "--version"))
      commands.push([...asRoot, "pacman", "-S", "--noconfirm", "--needed", "chromium"]);
  }
  if (process.platform === "darwin" && has("brew", "--version"))
    commands.push(["brew", "install", "--cask", "chromium"]);
  const driver = dirname(createRequire(import.meta.url).resolve("playwright-core/package.json"));
  commands.push([process.execPath, join(driver, "cli.js"), "install", "chromium-headless-shell"]);
  return commands;
}

function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, {stdio: "ignore", timeout: 20_000}).status === 0;
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
  return process.platform === "win32" ? isProgram(file) : has(file, "--version");
}
