import {html} from "npm:htl";
import MarkdownIt from "npm:markdown-it";

/** HTML in the text is shown as text: notes and reports come from others too. */
const parser = new MarkdownIt({html: false, linkify: true, typographer: false});

/** A user's Markdown as an element. Addresses that run code (`javascript:`) stay text. */
export function markdown(text: string): HTMLElement {
  const root = html`<div class="lb-markdown"></div>`;
  root.innerHTML = parser.render(text);
  for (const link of root.querySelectorAll("a")) link.rel = "noopener noreferrer";
  return root;
}
