/** The part of markdown-it that is used here: Framework hands over its parser. */
interface Parser {
  renderer: {rules: Record<string, FenceRule | undefined>};
}

interface FenceToken {
  info: string;
}

type FenceRule = (tokens: FenceToken[], index: number, ...others: unknown[]) => string;

/** Languages that Framework runs. */
const LIVE = /^(js|jsx|ts|tsx|sql|html|svg|tex|dot|mermaid)\b/;

/**
 * Writes the source of each running cell below what it shows, in a `lb-code` block that a page hides until its reader asks for it: what is
 * shown is what runs. Cells that a page shows anyway (`echo`) or does not run (`run=false`) are left as they are.
 */
export function echoCells<P extends object>(md: P): P {
  const {rules} = (md as unknown as Parser).renderer;
  const fence = rules.fence!;
  rules.fence = (tokens, index, ...others) => {
    const {info} = tokens[index];
    if (!LIVE.test(info) || /\b(echo|run=false)\b/.test(info)) return fence(tokens, index, ...others);
    // the renderer takes the attributes off the token: it is given a copy
    const echoed = tokens.with(
      index,
      Object.assign(Object.create(Object.getPrototypeOf(tokens[index])), tokens[index], {info: `${info} echo`}),
    );
    const written = fence(echoed, index, ...others);
    const at = written.indexOf("<pre");
    return at < 0 ? written : `${written.slice(0, at)}<div class="lb-code">${written.slice(at)}</div>\n`;
  };
  return md;
}

/** The button that shows and hides them, for the foot of every page. */
export const codeButton = `<button type="button" class="lb-button lb-plain" id="lb-show-code" aria-pressed="false">Show the code of this page</button><script>{
  const button = document.querySelector("#lb-show-code");
  button.onclick = () => {
    const shown = document.documentElement.classList.toggle("lb-shows-code");
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = (shown ? "Hide" : "Show") + " the code of this page";
  };
}</script>`;
