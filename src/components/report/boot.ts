import {SCRIPT_PATH, STYLE_PATH} from "../../core/report/reportHtml.js";
import {packedFile} from "./packedFiles.js";

/** Unpacks and starts the program of a report. Elements with their content, since a file may not import another file. */
async function start(): Promise<void> {
  const [style, script] = await Promise.all([STYLE_PATH, SCRIPT_PATH].map(packedFile));
  for (const [tag, bytes] of [
    ["style", style],
    ["script", script],
  ] as const) {
    const element = document.createElement(tag);
    if (element instanceof HTMLScriptElement) element.type = "module";
    element.textContent = new TextDecoder().decode(bytes!);
    document.head.append(element);
  }
}

start().catch((error: Error) => {
  document.querySelector("[role=status]")!.textContent =
    `This report cannot be unpacked in this browser: ${error.message}`;
});
