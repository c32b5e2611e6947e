import * as Generators from "framework:../client/stdlib/generators/index.js";
import {Mutable} from "framework:../client/stdlib/mutable.js";
import {resize} from "framework:../client/stdlib/resize.js";
import * as Inputs from "npm:@observablehq/inputs";
import {notebookBuiltins} from "../notebook/builtins.js";
import {notebookTools} from "../notebook/notebookTools.js";
import {type NotebookView, notebookView} from "../notebook/notebookView.js";
import {make} from "../ui/canvas.js";
import {carryArchive} from "../ui/carriedArchive.js";
import {loadMarkdown} from "../ui/markdownParser.js";
import {openCarriedDuck} from "./duckInFile.js";
import {packedFile} from "./packedFiles.js";

// a program of its own: reports without a notebook do without its editor and compiler
carryArchive({file: packedFile, link: () => "", params: {}});
await loadMarkdown();

for (const place of document.querySelectorAll<HTMLElement>("[data-report-notebook]")) {
  const {reportNotebook: name = "", text = ""} = place.dataset;
  const status = make("p", "lb-notebook-status");
  status.setAttribute("role", "status");
  const host = {
    ...{Inputs, Generators, Mutable, resize},
    connect: async () => (await openCarriedDuck()).connect(),
    progress: (words: string) => {
      status.textContent = words;
    },
  };
  const view: NotebookView = notebookView(text, {
    builtins: (root) => notebookBuiltins(host, root),
    inputValues: Generators.input,
  });
  const tools = notebookTools({words: async () => []})({name, text, writable: false, view});
  place.replaceChildren(make("div", "lb-notebook-page", make("div", "lb-screen", tools.element), view.element, status));
  // the report has the title already
  const heading = view.element.querySelector("h1");
  if (heading?.textContent === document.title) heading.hidden = true;
  place.removeAttribute("aria-busy");
}
