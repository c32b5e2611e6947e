import {html} from "npm:htl";
import type {NotebookTemplate} from "../../core/notebook/notebookFile.js";
import {pageLink} from "../ui/archive.js";
import {askServer} from "../ui/askServer.js";
import {errorState} from "../ui/states.js";

/** Makes a notebook from a template and opens it. */
export async function openNew(title: string, template: string): Promise<void> {
  const body = {title, template};
  const {name} = (await (await askServer("api/notebooks", {method: "POST", body})).json()) as {name: string};
  location.href = pageLink("notebook", {name});
}

/** A button that copies a notebook of the gallery into the user's folder and opens the copy. */
export function makeMine({name, title}: Pick<NotebookTemplate, "name" | "title">): HTMLElement {
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button" aria-label=${`Make mine: ${title}`}>Make mine</button>`;
  const root = html<HTMLElement>`<span>${button}</span>`;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await openNew(title, name).catch((error) => root.append(errorState(error)));
    button.disabled = false;
  });
  return root;
}
