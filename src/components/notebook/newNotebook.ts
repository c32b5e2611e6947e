import {html} from "npm:htl";
import type {NotebookIndex} from "../../core/notebook/notebookFile.js";
import {pageLink} from "../ui/archive.js";
import {askServer} from "../ui/askServer.js";
import {emptyState, errorState} from "../ui/states.js";

interface Template {
  name: string;
  title: string;
  description: string;
}

/** The page without a notebook: those there are, and a form for a new one where this Lapbook can write. */
export async function notebookHome({notebooks, writable}: NotebookIndex): Promise<HTMLElement> {
  const list = notebooks.length
    ? html`<ul class="lb-notebook-list">${notebooks.map(
        ({name, title}) => html`<li><a href=${pageLink("notebook", {name})}>${title}</a></li>`,
      )}</ul>`
    : emptyState(
        writable
          ? "No notebook yet. Make one below, or put a Markdown file into the folder of notebooks: it is a page at once."
          : "This copy has no notebooks: lapbook build copies those of the folder of notebooks.",
      );
  return html<HTMLElement>`<div>${list}${writable ? await newForm() : ""}</div>`;
}

async function newForm(): Promise<HTMLElement> {
  const templates = (await (await askServer("api/notebooks/templates")).json()) as Template[];
  const failed = html`<div></div>`;
  const title = html<HTMLInputElement>`<input class="lb-input" name="title" required maxlength="80" placeholder="Who brakes latest" autocomplete="off">`;
  const choices = templates.map(
    (
      {name, title, description},
      i,
    ) => html`<label class="lb-template"><input type="radio" name="template" value=${name} checked=${i === 0}>
      <span><strong>${title}</strong><br><span class="lb-muted">${description}</span></span></label>`,
  );
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const template = new FormData(event.target as HTMLFormElement).get("template");
    try {
      const body = {title: title.value, template};
      const {name} = (await (await askServer("api/notebooks", {method: "POST", body})).json()) as {name: string};
      location.href = pageLink("notebook", {name});
    } catch (error) {
      failed.replaceChildren(errorState(error));
    }
  };
  return html<HTMLElement>`<form class="lb-new-notebook" onsubmit=${make}>
    <h2>New page</h2>
    <label>Title ${title}</label>
    <fieldset><legend>Begin from</legend>${choices}</fieldset>
    <button type="submit" class="lb-button lb-primary">Make it</button>
    ${failed}
  </form>`;
}
