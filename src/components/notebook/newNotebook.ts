import {html} from "npm:htl";
import type {NotebookIndex, NotebookTemplate} from "../../core/notebook/notebookFile.js";
import {fetchGallery, pageLink} from "../ui/archive.js";
import {emptyState, errorState} from "../ui/states.js";
import {makeMine, openNew} from "./makeMine.js";

/** The page without a notebook: those there are, the gallery, and a form for a new one where this Lapbook can write. */
export async function notebookHome({notebooks, writable}: NotebookIndex): Promise<HTMLElement> {
  const templates = await fetchGallery();
  const list = notebooks.length
    ? html`<ul class="lb-notebook-list">${notebooks.map(
        ({name, title}) => html`<li><a href=${pageLink("notebook", {name})}>${title}</a></li>`,
      )}</ul>`
    : emptyState(
        writable
          ? "No notebook of your own yet. Make one below, or put a Markdown file into the folder of notebooks: it is a page at once."
          : "This copy has no notebooks of its maker's.",
      );
  return html<HTMLElement>`<div>${list}${writable ? newForm(templates) : ""}${templates.length ? gallery(templates, writable) : ""}</div>`;
}

function newForm(templates: readonly NotebookTemplate[]): HTMLElement {
  const failed = html`<div></div>`;
  const title = html<HTMLInputElement>`<input class="lb-input" name="title" required maxlength="80" placeholder="Who brakes latest" autocomplete="off">`;
  const template = html<HTMLSelectElement>`<select name="template">${templates.map(({name, title}) => html`<option value=${name}>${title}</option>`)}</select>`;
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    await openNew(title.value, template.value).catch((error) => failed.replaceChildren(errorState(error)));
  };
  return html<HTMLElement>`<form class="lb-new-notebook" onsubmit=${make}>
    <h2>New page</h2>
    <div class="lb-bar"><label>Title ${title}</label> <label>Begin from ${template}</label>
    <button type="submit" class="lb-button lb-primary">Make it</button></div>
    ${failed}
  </form>`;
}

/** Each worked notebook with a link that opens it, running over this library, and a button that copies it. */
function gallery(templates: readonly NotebookTemplate[], writable: boolean): HTMLElement {
  return html<HTMLElement>`<section>
    <h2>Gallery</h2>
    <p class="lb-muted">Worked notebooks over this library. Open one to see it run${writable ? "; “Make mine” copies it into your folder, to change" : ""}.</p>
    <ul class="lb-gallery">${templates.map(
      ({name, title, description}) => html`<li>
        <div><a href=${pageLink("notebook", {template: name})}>${title}</a><br><span class="lb-muted">${description}</span></div>
        ${writable ? makeMine({name, title}) : ""}</li>`,
    )}</ul></section>`;
}
