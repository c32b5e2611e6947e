import {autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap} from "npm:@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab, redo, undo} from "npm:@codemirror/commands";
import {javascriptLanguage} from "npm:@codemirror/lang-javascript";
import {markdownLanguage} from "npm:@codemirror/lang-markdown";
import {bracketMatching, indentOnInput} from "npm:@codemirror/language";
import {lintGutter, lintKeymap, setDiagnostics} from "npm:@codemirror/lint";
import {EditorState} from "npm:@codemirror/state";
import {drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers} from "npm:@codemirror/view";
import {editorTheme} from "./editorTheme.js";
import {notebookLanguage} from "./notebookLanguage.js";
import {nextProblem, type ShownProblem} from "./shownProblems.js";
import {textChange} from "./textChange.js";
import {type DocumentedWord, wordCompletion} from "./wordCompletion.js";

export interface CodeEditorOptions {
  label: string;
  words: readonly DocumentedWord[];
  changed(text: string): void;
  run(): void;
  save(): void;
  /** F8 went to this problem */
  showProblem(problem: ShownProblem): void;
  /** Escape was pressed: the focus goes elsewhere */
  leave(): void;
}

/** An editor of a notebook's text. */
export interface CodeEditor {
  readonly element: HTMLElement;
  /** shows another text; the cursor stays where it is, and undo brings the former one back */
  setText(text: string): void;
  /** marks lines, instead of those that were */
  mark(problems: readonly ShownProblem[]): void;
  undo(): void;
  redo(): void;
  focus(): void;
}

export function codeEditor(text: string, options: CodeEditorOptions): CodeEditor {
  // the editor has lines; the file keeps its kind of line ends
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const done = (act: () => void) => () => {
    act();
    return true;
  };
  let marked: readonly ShownProblem[] = [];
  function toNextProblem({state}: EditorView): boolean {
    const {doc, selection} = state;
    const next = nextProblem(marked, doc.lineAt(selection.main.head).number);
    if (!next) return false;
    const {from} = doc.line(Math.min(next.line, doc.lines));
    view.dispatch({selection: {anchor: from}, effects: EditorView.scrollIntoView(from, {y: "center"})});
    options.showProblem(next);
    return true;
  }
  // until the text is written in again, Tab goes through it to what follows: from the buttons it comes back here
  function leave(): void {
    view.setTabFocusMode(true);
    options.leave();
  }
  const complete = {autocomplete: wordCompletion(options.words)};
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          {key: "Mod-Enter", run: done(options.run)},
          {key: "Mod-s", run: done(options.save)},
          {key: "F8", run: toNextProblem},
        ]),
        [lineNumbers(), lintGutter(), drawSelection(), highlightActiveLine(), EditorView.lineWrapping],
        [history(), indentOnInput(), bracketMatching(), closeBrackets()],
        [notebookLanguage(), javascriptLanguage.data.of(complete), markdownLanguage.data.of(complete)],
        [autocompletion({icons: false}), editorTheme],
        keymap.of([
          ...[...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap],
          ...[...defaultKeymap, indentWithTab, {key: "Escape", run: done(leave)}],
        ]),
        EditorView.contentAttributes.of({"aria-label": options.label, autocapitalize: "off"}),
        EditorView.updateListener.of((update) => {
          if (update.transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("select.pointer")))
            update.view.setTabFocusMode(false);
          if (update.docChanged) options.changed(update.state.doc.toString().replaceAll("\n", lineEnd));
        }),
      ],
    }),
  });
  return {
    element: view.dom,
    setText(next) {
      const changes = textChange(view.state.doc.toString(), next.replaceAll("\r\n", "\n"));
      if (changes) view.dispatch({changes});
    },
    mark(problems) {
      marked = problems;
      const {doc} = view.state;
      const marks = problems.map(({line, message}) => {
        const {from, to, text} = doc.line(Math.min(Math.max(line, 1), doc.lines));
        const indent = text.length - text.trimStart().length;
        return {from: from + indent, to, severity: "error" as const, message};
      });
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.sort((a, b) => a.from - b.from),
        ),
      );
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    focus: () => view.focus(),
  };
}
