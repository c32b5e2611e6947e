import {type NotebookPart, splitNotebook} from "../../core/notebook/splitNotebook.js";
import {make} from "../ui/canvas.js";
import {type Builtins, NotebookRuntime} from "./notebookRuntime.js";
import {type PartView, partKey, partView} from "./partView.js";

/** A running notebook in a page. */
export interface NotebookView {
  readonly element: HTMLElement;
  /** shows another text: cells that are the same keep running, with their values and inputs */
  setText(text: string): void;
  /** the parts as they are shown, with their elements */
  readonly parts: readonly {part: NotebookPart; element: HTMLElement}[];
  /** the value of a name of its cells, once it has one */
  value(name: string): Promise<unknown>;
  stop(): void;
}

interface NotebookOptions {
  /** the words of its cells, which may depend on the element they are shown in */
  builtins: (root: HTMLElement) => Builtins;
  /** Framework's `Generators.input` */
  inputValues: (element: never) => unknown;
  /** whether a text may run; one that may not leaves what is shown */
  begins?: (text: string) => boolean;
}

/** Runs a notebook: Markdown and cells, in the order of the text. */
export function notebookView(
  text: string,
  {builtins, inputValues, begins = () => true}: NotebookOptions,
): NotebookView {
  const element = make("div", "lb-notebook");
  const runtime = new NotebookRuntime(builtins(element), {inputValues});
  let views: PartView[] = [];
  let made = 0;

  function setText(next: string): void {
    if (!begins(next)) return;
    const parts = splitNotebook(next).parts;
    const kept = pairParts(views, parts);
    // before others take the names of theirs
    for (const view of views) if (!kept.includes(view)) view.remove();
    views = parts.map((part, i) => {
      const view = kept[i] ?? partView(runtime, `${++made}`, part);
      view.update(part);
      return view;
    });
    arrange(element, views);
  }
  setText(text);
  return {
    element,
    setText,
    get parts() {
      return views.map(({part, element}) => ({part, element}));
    },
    value: (name) => runtime.value(name),
    stop() {
      for (const view of views) view.remove();
      runtime.dispose();
    },
  };
}

/**
 * For each new part the view that shows it already: one of the same text, in order; else, between those, the one that was in its place, whose
 * element is used again, so that the page keeps its height.
 */
export function pairParts<View extends {part: NotebookPart}>(
  views: readonly View[],
  parts: readonly NotebookPart[],
): (View | undefined)[] {
  const found: (View | undefined)[] = parts.map(() => undefined);
  const free = new Set(views);
  let from = 0;
  for (const [i, part] of parts.entries()) {
    const at = views.findIndex((view, k) => k >= from && partKey(view.part) === partKey(part));
    if (at < 0) continue;
    found[i] = views[at];
    free.delete(views[at]);
    from = at + 1;
  }
  for (const [i, part] of parts.entries()) {
    if (found[i]) continue;
    const before = found.slice(0, i).findLast((view) => view);
    const next = views[before ? views.indexOf(before) + 1 : 0];
    if (!next || !free.has(next) || kindOf(next.part) !== kindOf(part)) continue;
    found[i] = next;
    free.delete(next);
  }
  return found;
}

const kindOf = (part: NotebookPart) => (part.type === "cell" ? part.language : part.type);

/** Puts the elements in order; those that are in place are not moved, which would reset what they contain. */
function arrange(parent: HTMLElement, views: readonly PartView[]): void {
  let at: ChildNode | null = parent.firstChild;
  for (const {element} of views) {
    if (element === at) at = at.nextSibling;
    else parent.insertBefore(element, at);
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}
