import {html} from "npm:htl";
import {channelOf} from "../../core/channels/catalogue.js";
import type {MathSource} from "../../core/live/timeline/mathSource.js";
import {mount} from "../ui/mount.js";

/** ms between two looks at what the source sends */
const EVERY = 1000;

export interface MathNotesOptions {
  /** outputs of math channels */
  names: readonly string[];
  /** math channels that can't be used, and why */
  leftOut: readonly {name: string; because: string}[];
  car: () => number;
}

/** Which math channels can't be used, and which lack a channel that the car's source does not send; empty where all is well. */
export function mathNotes(source: MathSource, {names, leftOut, car}: MathNotesOptions): HTMLElement {
  const list = html<HTMLElement>`<ul class="lb-muted lb-math-notes" aria-label="math channels without values"></ul>`;
  let shown: string | undefined;
  const update = () => {
    const lines = [
      ...leftOut.map(({name, because}) => `${name} is wrong: ${because}`),
      ...names.flatMap((name) => {
        const text = lackingText(source, car(), name);
        return text ? [`${name} ${text}`] : [];
      }),
    ];
    if (lines.join("\n") === shown) return;
    shown = lines.join("\n");
    list.replaceChildren(...lines.map((line) => html`<li>${line}</li>`));
    list.hidden = lines.length === 0;
  };
  update();
  const timer = setInterval(update, EVERY);
  mount(list, {stops: [() => clearInterval(timer)]});
  return list;
}

/** "needs lateral g, which this game does not send"; undefined where a math channel lacks nothing. */
export function lackingText(source: MathSource, car: number, name: string): string | undefined {
  const lacking = source.lacking(car, name).map((channel) => channelOf(channel).label);
  return lacking.length ? `needs ${lacking.join(", ")}, which this game does not send` : undefined;
}
