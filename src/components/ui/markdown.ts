import {html} from "npm:htl";
import {heldRemote} from "./heldRemote.js";
import {loadMarkdown, markdownParser} from "./markdownParser.js";

let parser: ReturnType<typeof markdownParser>;

/**
 * A user's Markdown as an element, in which the text stands as it is until the parser is loaded. HTML in it is shown as text: notes and
 * reports come from others too. Addresses that run code (`javascript:`) stay text, and images of other hosts wait for a click.
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
