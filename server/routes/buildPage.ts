import {escapeHtml} from "../escapeHtml.js";
import type {BuildStatus} from "../pageBuild.js";

/** The HTML shown in place of every page while the pages are being built; it reloads itself until they are ready. */
export function buildPage({text, failed}: BuildStatus): string {
  const [title, explanation] = failed
    ? [
        "The pages could not be built",
        "Correct the error below and start Lapbook again. Live sessions are still recorded.",
      ]
    : [
        "Building the pages",
        "This happens once after an update or an edit, and takes some seconds. The page opens by itself.",
      ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${failed ? "" : '<meta http-equiv="refresh" content="1">'}
<title>${title} | Lapbook</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 17px/1.5 system-ui, sans-serif; max-width: 40em; margin: 15vh auto 0; padding: 0 1em; }
  pre { white-space: pre-wrap; font-size: 0.85em; opacity: 0.8; }
</style>
<main>
<h1>${title}</h1>
<p>${explanation}</p>
<pre${failed ? ' role="alert"' : ""}>${escapeHtml(text)}</pre>
</main>
</html>
`;
}
