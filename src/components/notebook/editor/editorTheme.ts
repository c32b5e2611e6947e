import {HighlightStyle, syntaxHighlighting} from "npm:@codemirror/language";
import type {Extension} from "npm:@codemirror/state";
import {EditorView} from "npm:@codemirror/view";
import {tags} from "npm:@lezer/highlight";

const EDGE = "1px solid var(--lb-line)";

/** Colours are variables of the page's style, which follow its light and dark. */
const parts = EditorView.theme({
  "&": {height: "100%", color: "var(--lb-foreground)", background: "var(--lb-background)", fontSize: "13px"},
  "&.cm-focused": {outline: "2px solid var(--lb-focus)", outlineOffset: "-1px"},
  ".cm-scroller": {fontFamily: "var(--monospace)", lineHeight: "20px"},
  ".cm-content": {caretColor: "var(--lb-foreground)"},
  ".cm-cursor, .cm-dropCursor": {borderLeftColor: "var(--lb-foreground)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--lb-focus) 28%, transparent) !important",
  },
  ".cm-gutters": {color: "var(--lb-muted)", background: "var(--lb-background)", borderRight: "none"},
  ".cm-activeLine, .cm-activeLineGutter": {background: "color-mix(in srgb, var(--lb-focus) 8%, transparent)"},
  ".cm-tooltip, .cm-panels": {color: "var(--lb-foreground)", background: "var(--lb-background)", border: EDGE},
  ".cm-tooltip.cm-completionInfo": {maxWidth: "36ch", padding: "4px 8px", whiteSpace: "pre-wrap"},
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--lb-background)",
    background: "var(--lb-focus)",
  },
  ".cm-completionDetail": {fontStyle: "normal", opacity: 0.75},
  ".cm-diagnostic-error": {borderLeft: "3px solid var(--lb-loss)"},
  ".cm-lint-marker-error": {content: '""', width: "10px", height: "10px", background: "var(--lb-loss)"},
  ".cm-lintRange-error": {background: "none", textDecoration: "underline wavy var(--lb-loss) 1px"},
});

const code = HighlightStyle.define([
  {tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--syntax-keyword)"},
  {tag: [tags.string, tags.special(tags.string), tags.regexp, tags.url], color: "var(--syntax-string)"},
  {tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--syntax-constant)"},
  {tag: [tags.comment, tags.processingInstruction, tags.labelName], color: "var(--lb-muted)"},
  {tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--syntax-entity)"},
  {tag: [tags.typeName, tags.tagName], color: "var(--syntax-entity-tag)"},
  {tag: tags.heading, color: "var(--lb-focus)", fontWeight: "bold"},
  {tag: tags.strong, fontWeight: "bold"},
  {tag: tags.emphasis, fontStyle: "italic"},
  {tag: tags.link, color: "var(--lb-focus)"},
]);

export const editorTheme: Extension = [parts, syntaxHighlighting(code)];
