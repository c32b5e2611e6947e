import {markdownParser} from "../ui/markdownParser.js";
import {placeholderAt} from "./compileCell.js";

/** Markdown as HTML, and the expressions in it. */
export interface MarkdownText {
  /** placeholders are `\uE000n\uE001`, n the number of the expression */
  html: string;
  expressions: {source: string; line: number; text: string}[];
}

const MARKS = /[\uE000\uE001]/g;
let parser: ReturnType<typeof markdownParser>;

/**
 * Renders the Markdown between cells. HTML is taken as it is: a notebook is the user's own, and runs code anyway. `${…}` is an expression of
 * JavaScript; `\${` is not. Throws until `loadMarkdown()` has ended.
 */
export function markdownText(markdown: string, line = 1): MarkdownText {
  const expressions: MarkdownText["expressions"] = [];
  const text = markdown.replace(MARKS, "\uFFFD");
  let marked = "";
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf("${", at);
    if (next < 0) {
      marked += text.slice(at);
      break;
    }
    const found = text[next - 1] === "\\" ? undefined : placeholderAt(text, next + 2);
    marked += text.slice(at, next);
    if (found) {
      const lines = text.slice(0, next).split("\n").length - 1;
      marked += `\uE000${expressions.length}\uE001`;
      expressions.push({source: found.source, line: line + lines, text: text.slice(next, found.end)});
      at = found.end;
    } else {
      marked += "${";
      at = next + 2;
    }
  }
  parser ??= markdownParser({html: true, linkify: true});
  if (!parser) throw new Error("the parser of Markdown is not loaded");
  return {html: parser.render(marked), expressions};
}

/** Puts elements for the expressions of rendered Markdown; in code and in attributes the expression is text again. */
export function placeExpressions(
  root: HTMLElement,
  expressions: MarkdownText["expressions"],
  place: (expression: MarkdownText["expressions"][number]) => Node,
): void {
  const plain = (text: string) => text.replace(/\uE000(\d+)\uE001/g, (_, n) => expressions[Number(n)]?.text ?? "");
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Element) {
      for (const attribute of node.attributes)
        if (attribute.value.includes("\uE000")) attribute.value = plain(attribute.value);
    } else if (node.nodeValue?.includes("\uE000")) texts.push(node as Text);
  }
  for (const text of texts) {
    if (text.parentElement?.closest("code, pre, script, style, textarea")) {
      text.nodeValue = plain(text.nodeValue!);
      continue;
    }
    const parts = text.nodeValue!.split(/\uE000(\d+)\uE001/);
    text.replaceWith(...parts.map((part, i) => (i % 2 ? place(expressions[Number(part)]) : part)));
  }
}
