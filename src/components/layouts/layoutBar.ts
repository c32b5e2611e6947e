import {html} from "npm:htl";
import {saveFile} from "../ui/saveFile.js";
import {layoutFile, layoutFileName, readLayoutFile} from "./layoutFile.js";
import {defaultKey, type NamedLayout} from "./layoutKind.js";
import {freeLayoutName, takenLayoutName} from "./layoutNames.js";
import type {LayoutWorkspace} from "./layoutWorkspace.js";

export interface LayoutBarOptions {
  /** opens or closes the editor of the parts; `label` is on its button */
  editor: (open: boolean) => void;
  label: string;
  /** for tests; by default a download */
  save?: typeof saveFile;
  /** for tests; by default the clipboard */
  copy?: (text: string) => Promise<void>;
}

/** The choice of a layout, and what can be done with it. */
export function layoutBar<L extends NamedLayout>(
  work: LayoutWorkspace<L>,
  {editor, label, save = saveFile, copy = (text) => navigator.clipboard.writeText(text)}: LayoutBarOptions,
): HTMLElement {
  const {kind, store} = work;
  const status = html`<span class="lb-muted" role="status"></span>`;
  const form = html`<span class="lb-layout-form"></span>`;
  const select = html<HTMLSelectElement>`<select aria-label="layout"></select>`;
  const file = html<HTMLInputElement>`<input type="file" accept=".json,application/json" hidden aria-label="layout file">`;
  const press = (text: string, act: () => void, title = "") =>
    html<HTMLButtonElement>`<button type="button" class="lb-button lb-plain" title=${title || null} onclick=${act}>${text}</button>`;
  const edit = html<HTMLButtonElement>`<button type="button" class="lb-button" aria-expanded="false">${label}</button>`;
  const changed = html`<span class="lb-muted">changed</span>`;
  const saveNow = press("Save", () => (work.isKept ? keep(work.now) : keepNew(work.now)));
  const saveAs = press("Save as…", () =>
    ask(work.isShipped ? "" : work.layout.name, (name) => keep({...work.now, name})),
  );
  const reset = press("Reset", () => work.choose(work.key, work.layout), "back to the layout as it was saved");
  const rename = press("Rename…", () => ask(work.layout.name, renameTo));
  const remove = press("Delete", removeLayout);
  const more = html<HTMLElement>`<span class="lb-layout-more" hidden>${rename}${remove}${press("Export", () => exportFile(), "as a small JSON file")}${press("Import…", () => file.click())}${press("Copy link", () => void copyLink(), `an address with ${kind.linkHolds}`)}</span>`;
  const root = html<HTMLElement>`<div class="lb-bar lb-layout-bar" role="group" aria-label=${kind.parts}><label>layout ${select}</label>${edit}${changed}${saveNow}${saveAs}${reset}${more}${form}${status}${file}</div>`;
  function exportFile(): void {
    const content = new Blob([layoutFile(kind, work.now)], {type: "application/json"});
    save({name: layoutFileName(kind, work.now), content});
  }

  /** Says what happened, or why it did not. */
  function attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      status.replaceChildren(html`<span role="alert" class="lb-failed">${(error as Error).message}</span>`);
    }
  }
  function keep(layout: L): void {
    attempt(() => {
      const failed = saveQuietly(layout);
      work.choose(layout.name, layout);
      if (failed) throw failed;
      status.textContent = `saved in this browser as “${layout.name}”`;
    });
  }
  /** One that comes from elsewhere replaces none of the user's. */
  function keepNew(layout: L): void {
    keep({...layout, name: freeLayoutName(kind, layout.name, store.list())});
  }
  function saveQuietly(layout: L): Error | undefined {
    try {
      store.save(layout);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
  function renameTo(name: string): void {
    attempt(() => {
      if (name === work.layout.name) return;
      const {now} = work;
      store.rename(work.key, name);
      work.choose(name);
      work.change({...now, name});
      status.textContent = `renamed to “${name}”`;
    });
  }
  function removeLayout(): void {
    attempt(() => {
      const {key, layout} = work;
      const restore = store.remove(key);
      work.choose(defaultKey(kind));
      const undo = press("Undo", () => {
        attempt(() => restore?.());
        work.choose(key, layout);
        status.textContent = `“${layout.name}” is back`;
      });
      status.replaceChildren(html`“${layout.name}” deleted. ${undo}`);
      undo.focus();
    });
  }
  async function importFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const text = await chosen.text();
    file.value = "";
    attempt(() => keepNew(readLayoutFile(kind, text)));
  }
  async function copyLink(): Promise<void> {
    await copy(location.href).then(
      () => (status.textContent = "link copied"),
      () => (status.textContent = `copy the address of this page: it holds ${kind.linkHolds}`),
    );
  }
  /** Asks for the name of a layout. */
  function ask(name: string, done: (name: string) => void): void {
    const input = html<HTMLInputElement>`<input class="lb-input" type="text" required maxlength="60" aria-label="name of the layout" placeholder="name of the layout" value=${name}>`;
    const close = () => form.replaceChildren();
    const element = html<HTMLFormElement>`<form>${input} <button type="submit" class="lb-button lb-primary">Save</button> <button type="button" class="lb-button" onclick=${close}>Cancel</button></form>`;
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = input.value.trim();
      const isItself = work.isKept && !work.isShipped && wanted === work.layout.name;
      const taken = isItself ? "" : takenLayoutName(kind, wanted, store.list());
      input.setCustomValidity(taken);
      status.replaceChildren(taken ? html`<span role="alert" class="lb-failed">${taken}</span>` : "");
      if (!wanted || !element.reportValidity()) return;
      close();
      done(wanted);
    });
    input.addEventListener("input", () => input.setCustomValidity(""));
    element.addEventListener("keydown", (event) => event.key === "Escape" && close());
    status.textContent = "";
    form.replaceChildren(element);
    input.select();
    input.focus();
  }

  function draw(): void {
    const own = store.list();
    const option = (key: string, name: string) =>
      html`<option value=${key} selected=${key === work.key}>${name}</option>`;
    const isShared = !work.isShipped && !work.isKept;
    select.replaceChildren(
      html`<optgroup label="Lapbook's">${Object.entries(kind.shipped).map(([key, {name}]) => option(key, name))}</optgroup>`,
      ...(own.length ? [html`<optgroup label="yours">${own.map(({name}) => option(name, name))}</optgroup>`] : []),
      ...(isShared ? [html`<optgroup label="from the link">${option(work.key, work.layout.name)}</optgroup>`] : []),
    );
    for (const element of [changed, reset]) element.hidden = !work.isChanged;
    saveNow.hidden = work.isShipped || (!work.isChanged && work.isKept);
    saveAs.hidden = !work.isChanged;
    rename.hidden = remove.hidden = work.isShipped || !work.isKept;
  }
  select.addEventListener("input", (event) => {
    event.stopPropagation();
    status.textContent = "";
    work.choose(select.value);
  });
  edit.addEventListener("click", () => {
    const open = edit.getAttribute("aria-expanded") !== "true";
    edit.setAttribute("aria-expanded", String(open));
    more.hidden = !open;
    editor(open);
  });
  file.addEventListener("change", (event) => {
    event.stopPropagation();
    void importFile();
  });
  work.subscribe((what) => what === "parts" && draw());
  draw();
  return root;
}
