import {CompletionContext} from "@codemirror/autocomplete";
import {ensureSyntaxTree} from "@codemirror/language";
import {EditorState} from "@codemirror/state";
import {describe, expect, it} from "vitest";
import {notebookLanguage} from "../../../src/components/notebook/editor/notebookLanguage.js";
import {wordCompletion} from "../../../src/components/notebook/editor/wordCompletion.js";

const complete = wordCompletion([
  {name: "lap", call: "lap(which, options?)", text: "One lap with its `samples`."},
  {name: "laps", call: "laps", text: "All laps."},
]);

/** At `|`, with the languages of the editor. */
function completed(marked: string) {
  const at = marked.indexOf("|");
  const state = EditorState.create({doc: marked.replace("|", ""), extensions: [notebookLanguage()]});
  ensureSyntaxTree(state, state.doc.length, 60_000);
  // the next state has the whole tree
  return complete(new CompletionContext(state.update({}).state, at, false));
}

describe("wordCompletion(words)", () => {
  it("offers the words with their documentation in cells and in ${…}", () => {
    const found = completed("# Title\n\n```js\nconst a = la|\n```\n");
    expect(found?.from).toBe(25);
    expect(found?.options).toEqual([
      {label: "lap", type: "function", detail: "(which, options?)", info: "One lap with its samples.", boost: 1},
      {label: "laps", type: "variable", detail: "", info: "All laps.", boost: 1},
    ]);
    expect(completed("The best of ${la|} laps")).not.toBeNull();
    expect(completed("---\ntitle: T\n---\n```js\nla|")).not.toBeNull();
    expect(completed("```js echo\nla|")).not.toBeNull();
  });

  it.each([
    ["text", "The la| is short"],
    ["text after ${…}", "It was ${x} la|"],
    ["a property", "```js\nsession.la|\n```"],
    ["a string", '```js\nf("la|")\n```'],
    ["a comment", "```js\n// la|\n```"],
    ["a query", "```sql\nselect la|\n```"],
    ["nothing typed", "```js\n|\n```"],
  ])("offers nothing in %s", (_, marked) => expect(completed(marked)).toBeNull());
});
