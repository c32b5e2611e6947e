import {html} from "npm:htl";
import {EXAMPLES} from "../../core/expressions/examples.js";
import type {ExpressionError} from "../../core/expressions/expressionError.js";
import {
  MATH_CHANNELS_FILE,
  type MathChannel,
  type MathChannelsFile,
  nameFault,
} from "../../core/expressions/mathChannels.js";
import {mathPrograms} from "../../core/expressions/mathSamples.js";
import {compileExpressions} from "../../core/expressions/program.js";
import type {TraceLap} from "../laps/traceLap.js";
import type {callApi} from "../ui/api/callApi.js";
import {createCursor} from "../ui/cursor.js";
import {editHistory} from "../ui/editHistory.js";
import {savedEdits} from "../ui/savedEdits.js";
import type {saveFile} from "../ui/saveFile.js";
import {mathForm} from "./mathForm.js";
import {mathList} from "./mathList.js";
import {mathPreview} from "./mathPreview.js";
import {knownWords} from "./suggestions.js";

export interface MathEditorOptions {
  /** name of the channel that is chosen at first; without it the first one that the lap of the preview has the inputs of */
  chosen?: string | null;
  /** whether a server takes the file; a published copy offers it as a download */
  writable: boolean;
  /** called with the name of the chosen channel */
  onChoose?: (name: string) => void;
  /** reads the channels that are there now */
  reload?: () => Promise<readonly MathChannel[]>;
  /** replaced in tests */
  ask?: typeof callApi;
  save?: typeof saveFile;
}

export interface MathEditor extends HTMLElement {
  /** the lap of the preview */
  showLap(lap: TraceLap | null): void;
}

/** ms after the last key until the preview follows */
const PREVIEW_AFTER_MS = 150;

/** Lists, edits and saves the math channels of the workspace, with the chosen one drawn over a lap. Ctrl+Z takes a step back, Ctrl+Y does it again. */
export function mathEditor(first: readonly MathChannel[], options: MathEditorOptions): MathEditor {
  const {chosen, writable, onChoose, reload, ask, save} = options;
  const history = editHistory(first);
  const cursor = createCursor();
  let selected = Math.max(
    0,
    first.findIndex(({name}) => name === chosen),
  );
  let draft: MathChannel | undefined = first[selected];
  let isAsked = Boolean(chosen);
  let lap: TraceLap | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const button = (text: string, press: () => void, kind = "") =>
    html<HTMLButtonElement>`<button type="button" class=${`lb-button ${kind}`} onclick=${press}>${text}</button>`;
  const edits = savedEdits<MathChannel>({
    ...{history, writable, fileOf, reload, ask, save},
    address: "PUT /math-channels",
    fileName: MATH_CHANNELS_FILE,
    draft: withDraft,
    onTravel: (changed) => choose(changed < 0 ? selected : changed),
    onLoad: (channels) => step(channels, selected),
  });
  const examples = button("Add the examples", addExamples);
  const remove = button("Delete", () => step(history.now.toSpliced(selected, 1), selected));
  const list = mathList((index) => choose(index));
  const form = mathForm({
    words: () => knownWords(others(), (name) => lap?.samples.has(name) ?? false),
    isTaken: (name) => others().some((one) => one.name === name),
    onInput(channel) {
      draft = channel;
      edits.edited();
      check();
      clearTimeout(waiting);
      waiting = setTimeout(preview, PREVIEW_AFTER_MS);
    },
    onChange(channel) {
      if (JSON.stringify(channel) === JSON.stringify(history.now[selected])) return;
      step(history.now.with(selected, channel), selected);
    },
  });
  const chart = html<HTMLElement>`<div class="lb-math-preview"></div>`;
  const right = html<HTMLElement>`<div class="lb-math-one">${form.element}${chart}</div>`;

  function others(): MathChannel[] {
    return history.now.toSpliced(selected, 1);
  }
  function withDraft(): readonly MathChannel[] {
    return draft && selected < history.now.length ? history.now.with(selected, draft) : history.now;
  }

  function choose(index: number): void {
    isAsked = true;
    selected = Math.min(Math.max(0, index), history.now.length - 1);
    show();
    if (draft) onChoose?.(draft.name);
  }
  function step(next: readonly MathChannel[], index: number): void {
    history.push(next);
    edits.edited();
    choose(index);
  }
  function add(): void {
    const names = new Set(history.now.map(({name}) => name));
    let n = 1;
    while (names.has(`Channel ${n}`)) n++;
    step([...history.now, {name: `Channel ${n}`, expression: ""}], history.now.length);
    form.focusName();
  }
  function addExamples(): void {
    const names = new Set(history.now.map(({name}) => name));
    step([...history.now, ...EXAMPLES.filter(({name}) => !names.has(name))], history.now.length);
  }

  /** Says what is wrong, everywhere. */
  function check(): void {
    const all = withDraft();
    const {program, failed} = compileExpressions(all);
    const errors = new Map<string, ExpressionError>(failed.map(({name, error}) => [name, error]));
    const fault = ({name}: MathChannel) => nameFault(name) ?? errors.get(name)?.message;
    list.show({channels: all, selected, fault});
    if (draft) form.showState(errors.get(draft.name) ?? null, program.outputs.find(({of}) => of === draft?.name)?.unit);
    const missing = EXAMPLES.some(({name}) => !all.some((one) => one.name === name));
    examples.hidden = !missing;
    edits.show();
  }
  function preview(): void {
    const programs = mathPrograms(draft ? [draft] : [], withDraft());
    // while an expression is wrong the last right one stays, faded
    chart.classList.toggle("lb-stale", programs.failed.length > 0);
    if (programs.failed.length === 0) chart.replaceChildren(mathPreview(lap, programs, cursor));
  }
  function show(): void {
    draft = history.now[selected];
    right.hidden = draft === undefined;
    remove.disabled = draft === undefined;
    if (draft) form.show(draft);
    check();
    chart.replaceChildren();
    preview();
  }

  const bar = html<HTMLElement>`<div class="lb-bar">${button("New", add)}${remove}${edits.undo}${edits.redo}${examples}<span class="lb-spring"></span>${edits.status}${edits.send}</div>`;
  const root = html<MathEditor>`<section class="lb-math" aria-label="math channels">${bar}<div class="lb-edit-columns">${list.element}${right}</div></section>`;
  edits.keep(root);
  // fields of the editor are no input of the page
  root.addEventListener("input", (event) => event.stopPropagation());
  show();
  return Object.assign(root, {
    showLap(next: TraceLap | null) {
      lap = next;
      const known = isAsked || !next ? -1 : history.now.findIndex((one) => isComputable(one, history.now, next));
      isAsked ||= known >= 0;
      if (known < 0 || known === selected) return preview();
      selected = known;
      show();
    },
  });
}

function isComputable(channel: MathChannel, all: readonly MathChannel[], {samples}: TraceLap): boolean {
  const {outputs, failed} = mathPrograms([channel], all);
  return failed.length === 0 && [...outputs.values()].every(({output}) => output.channels.every(samples.has));
}

function fileOf(channels: readonly MathChannel[]): MathChannelsFile {
  return {format: "lapbook-math-channels", version: 1, channels: [...channels]};
}
