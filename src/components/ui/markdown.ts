import {html} from "npm:htl";
import MarkdownIt from "npm:markdown-it";
import {heldRemote} from "./heldRemote.js";

/** HTML in the text is shown as text: notes and reports come from others too. */
const parser = new MarkdownIt({html: false, linkify: true, typographer: false});

/** A user's Markdown as an element. Addresses that run code (`javascript:`) stay text, and images of other hosts wait for a click. */
export function markdown(text: string): HTMLElement {
  const root = html`<div class="lb-markdown"></div>`;
  root.append(heldRemote(parser.render(text)));
  for (const link of root.querySelectorAll("a")) link.rel = "noopener noreferrer";
  return root;
}
