import {spawnSync} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {findChromium} from "../../loaders/chromium.js";

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
