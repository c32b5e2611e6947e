import {html} from "npm:htl";
import type {MathChannel} from "../../core/expressions/mathChannels.js";

export interface MathListState {
  channels: readonly MathChannel[];
  selected: number;
  /** why a channel can't be used; undefined where it can */
  fault: (channel: MathChannel) => string | undefined;
}

/** The list of math channels: name and expression, wrong ones marked. */
export function mathList(select: (index: number) => void): {element: HTMLElement; show(state: MathListState): void} {
  const element = html<HTMLElement>`<ul class="lb-edit-list"></ul>`;
  return {
    element,
    show({channels, selected, fault}) {
      const focused = element.contains(document.activeElement);
      element.replaceChildren(
        ...channels.map((channel, i) => {
          const wrong = fault(channel);
          const mark = wrong ? html`<span class="lb-badge lb-bad" title=${wrong}>error</span>` : null;
          const unit = channel.unit && !wrong ? html`<span class="lb-muted">${channel.unit}</span>` : null;
          return html`<li><button type="button" aria-current=${i === selected ? "true" : null} onclick=${() => select(i)}><span class="lb-edit-name">${channel.name || "without a name"} ${unit}${mark}</span><code>${channel.expression || "…"}</code></button></li>`;
        }),
      );
      if (focused) element.querySelector<HTMLElement>("[aria-current]")?.focus();
    },
  };
}
