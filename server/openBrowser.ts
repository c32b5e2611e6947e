import {spawn} from "node:child_process";

/** Opens a page in the user's browser, if there is a display. Failures are ignored. */
export function openBrowser(url: string, {platform = process.platform, env = process.env} = {}): void {
  const [command, ...args] =
    platform === "win32"
      ? ["cmd", "/c", "start", "", url]
      : platform === "darwin"
        ? ["open", url]
        : env.DISPLAY || env.WAYLAND_DISPLAY
          ? ["xdg-open", url]
          : [];
  if (!command) return;
  const child = spawn(command, args, {stdio: "ignore", detached: true});
  child.on("error", () => {});
  child.unref();
}
