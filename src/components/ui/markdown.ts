import {html} from "npm:htl";
import {heldRemote} from "./heldRemote.js";
import {loadMarkdown, markdownParser} from "./markdownParser.js";

let parser: ReturnType<typeof markdownParser>;

/**
 * An element with a user's Markdown. Until the parser is loaded it shows the source text. HTML in it is shown as text, since notes and reports
 * may come from other people. Addresses that run code (`javascript:`) stay text, and images of other hosts wait for a click.
 */
export function markdown(text: string): HTMLElement {
  const root = html<HTMLElement>`<div class="lb-markdown"></div>`;
  if (!render(root, text) && text.trim() !== "") {
    root.replaceChildren(html`<p style="white-space: pre-line">${text}</p>`);
    // without the parser the text can be read too
    loadMarkdown().then(
      () => render(root, text),
      (error) => console.error(error),
    );
  }
  return root;
}

function render(root: HTMLElement, text: string): boolean {
  parser ??= markdownParser({html: false, linkify: true});
  if (!parser) return false;
  root.replaceChildren(heldRemote(parser.render(text)));
  for (const link of root.querySelectorAll("a")) link.rel = "noopener noreferrer";
  return true;
}
