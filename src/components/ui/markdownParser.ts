import type MarkdownIt from "npm:markdown-it";

let parserClass: typeof MarkdownIt | undefined;
let loading: Promise<void> | undefined;

/** Loads the parser of Markdown, 300 kB, which pages have only when they show some. */
export function loadMarkdown(): Promise<void> {
  loading ??= import("npm:markdown-it").then(
    (module) => {
      parserClass = module.default;
    },
    (error) => {
      // the next one tries again
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The parser with these options; undefined until it is loaded. */
export function markdownParser(options: {html: boolean; linkify: boolean}): MarkdownIt | undefined {
  if (!parserClass) return undefined;
  const parser = new parserClass(options);
  // a table that is wider than the page scrolls by itself, by keys too
  parser.renderer.rules.table_open = () => '<div class="lb-scroll" tabindex="0"><table>\n';
  parser.renderer.rules.table_close = () => "</table></div>\n";
  return parser;
}
