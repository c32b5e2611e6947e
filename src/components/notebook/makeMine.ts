import {html} from "npm:htl";
import type {NotebookTemplate} from "../../core/notebook/notebookFile.js";
import {callApi} from "../ui/api/callApi.js";
import {pageLink} from "../ui/archive.js";
import {errorState} from "../ui/states.js";

/** Makes a notebook from a template and opens it. */
export async function openNew(title: string, template: string): Promise<void> {
  const {name} = await callApi("POST /notebooks", {body: {title, template}});
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
