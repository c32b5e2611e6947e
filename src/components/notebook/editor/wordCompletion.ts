import type {Completion, CompletionContext, CompletionResult} from "npm:@codemirror/autocomplete";
import type {EditorState} from "npm:@codemirror/state";
import {splitNotebook} from "../../../core/notebook/splitNotebook.js";

/** A word of notebooks: how it is called, and its documentation. */
export interface DocumentedWord {
  name: string;
  /** `lap(which, options?)` */
  call: string;
  text: string;
}

/** Completes the words of notebooks, in cells of JavaScript and in `${…}`. */
export function wordCompletion(
  words: readonly DocumentedWord[],
): (context: CompletionContext) => CompletionResult | null {
  const options = words.map(
    ({name, call, text}): Completion => ({
      label: name,
      type: call === name ? "variable" : "function",
      detail: call.slice(name.length),
      info: text.replaceAll("`", ""),
      // before the names of the browser
      boost: 1,
    }),
  );
  return (context) => {
    const typed = context.matchBefore(/[\w$]+/);
    if (!typed && !context.explicit) return null;
    const from = typed?.from ?? context.pos;
    // a property, or within a text
    if (context.state.sliceDoc(from - 1, from) === "." || isQuoted(context)) return null;
    return isCode(context.state, context.pos) ? {from, options, validFor: /^[\w$]*$/} : null;
  };
}

const isQuoted = (context: CompletionContext) =>
  context.tokenBefore(["String", "LineComment", "BlockComment"]) !== null;

function isCode(state: EditorState, at: number): boolean {
  // by the text: the editor's tree of it may not be there yet
  const {parts} = splitNotebook(state.doc.toString());
  const isIn = ([from, to]: readonly [number, number]) => from <= at && at <= to;
  const cell = parts.find((part) => part.type === "cell" && isIn(part.at));
  if (cell?.type === "cell") return cell.language === "js";
  const line = state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  return before.lastIndexOf("${") > before.lastIndexOf("}");
}
