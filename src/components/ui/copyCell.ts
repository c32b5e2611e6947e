import {button, make} from "./canvas.js";
import {carried} from "./carriedArchive.js";

const SAID_MS = 2000;

/** Cells of JavaScript, or text of a notebook with its fences. */
export type CellSource = string | readonly string[] | {blocks: string};

/**
 * A button that copies JavaScript cells as fenced code blocks for a notebook, and then says that they are copied. A report has no such button:
 * its readers may have no notebooks.
 * @param source a function gives the cell at the time of the press
 * @param copy for tests; by default the clipboard
 */
export function copyCell(
  source: CellSource | (() => CellSource) | null,
  copy: (text: string) => Promise<void> = copyText,
): HTMLElement[] {
  if (source === null || carried()) return [];
  const said = make("span", "lb-copied");
  said.setAttribute("role", "status");
  const press = button("copy as cell", "copies a cell that draws this in a notebook", () => {
    void copy(blocksOf(typeof source === "function" ? source() : source))
      .then(
        () => "copied: paste it into a notebook",
        () => "this browser does not let the page copy",
      )
      .then((text) => {
        said.textContent = text;
        setTimeout(() => said.replaceChildren(), SAID_MS);
      });
  });
  const group = make("span", "lb-tools", press);
  return [make("span", "lb-copy-cell", group, said)];
}

function blocksOf(source: CellSource): string {
  if (typeof source === "object" && "blocks" in source) return source.blocks;
  return (typeof source === "string" ? [source] : source).map((code) => fenced("js", code)).join("\n");
}

/** A block of a notebook; its fence is longer than any in it. */
export function fenced(head: string, code: string): string {
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${head}\n${code}\n${fence}\n`;
}

/** The clipboard, which pages have on this machine or by https; elsewhere what is selected is copied. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = make("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const isCopied = document.execCommand("copy");
  box.remove();
  if (!isCopied) throw new Error("not copied");
}
