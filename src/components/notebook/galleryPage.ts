import {html} from "npm:htl";
import {notebookTitle} from "../../core/notebook/notebookFile.js";
import {fetchNotebookIndex, fetchTemplate, pageLink} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {loadMarkdown} from "../ui/markdownParser.js";
import {setPageTitle} from "../ui/pageTitle.js";
import {notebookBuiltins} from "./builtins.js";
import {makeMine} from "./makeMine.js";
import type {NotebookPageOptions} from "./notebookPage.js";
import {notebookView} from "./notebookView.js";

/** A notebook of the gallery, running: read only, with a button that makes it one's own. */
export async function galleryPage(
  name: string,
  {host, invalidation}: Omit<NotebookPageOptions, "tools">,
): Promise<HTMLElement> {
  const [text, {writable}] = await Promise.all([fetchTemplate(name), fetchNotebookIndex(), loadMarkdown()]);
  const title = notebookTitle(text, name);
  setPageTitle("Gallery", title);
  const status = make("p", "lb-notebook-status");
  status.setAttribute("role", "status");
  const progress = (message: string) => {
    status.textContent = message;
  };
  const view = notebookView(text, {
    builtins: (root) => notebookBuiltins({...host, progress}, root),
    inputValues: host.Generators.input,
  });
  void invalidation.then(() => view.stop());
  return html<HTMLElement>`<div class="lb-notebook-page">
    <div class="lb-bar lb-gallery-bar"><a href=${pageLink("notebook")}>Gallery</a> ${
      writable
        ? html`${makeMine({name, title})} <span class="lb-muted">a copy in your folder of notebooks, to change</span>`
        : html`<span class="lb-muted">read only in this copy</span>`
    }</div>
    ${view.element}${status}</div>`;
}
