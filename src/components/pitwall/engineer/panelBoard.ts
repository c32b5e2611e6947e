import {group} from "npm:d3";
import {html} from "npm:htl";
import {CHANNELS} from "../../../core/channels/catalogue.js";
import {type TraceChannel, traceChannel} from "../../laps/traceChannels.js";
import {make} from "../../ui/canvas.js";
import type {TextPanel} from "../panel.js";
import {CHANNEL_PANELS, type ChannelPanel, type ChannelPanelContext} from "./channelPanels.js";
import {PANEL_KINDS, type PanelKind, type PanelSpec} from "./panelSpec.js";

export interface PanelBoardOptions extends ChannelPanelContext {
  /** shown at first */
  panels: readonly PanelSpec[];
  /** math channels, which are chosen like recorded ones */
  computed: readonly TraceChannel[];
  /** keeps the panels, and has their channels sent */
  onPanels: (panels: readonly PanelSpec[]) => void;
}

/** Panels that the engineer chooses from all channels. They are kept in the address, so that a link shows the same ones. */
export function panelBoard({panels, computed, onPanels, ...context}: PanelBoardOptions): TextPanel {
  let chosen = [...panels];
  let shown: ChannelPanel[] = [];
  const all = [...computed, ...CHANNELS.map(({name}) => traceChannel(name, computed))];
  const groups = [...group(all, ({group: heading}) => heading)];
  const channelMenu = (label: string) =>
    html<HTMLSelectElement>`<select class="lb-select" aria-label=${label}>${groups.map(
      ([heading, channels]) =>
        html`<optgroup label=${heading}>${channels.map((one) => html`<option value=${one.id}>${one.label}${one.unit ? ` (${one.unit})` : ""}</option>`)}</optgroup>`,
    )}</select>`;
  const kinds = html<HTMLSelectElement>`<select class="lb-select" aria-label="kind of panel">${Object.entries(
    PANEL_KINDS,
  ).map(([kind, {title}]) => html`<option value=${kind}>${title}</option>`)}</select>`;
  const [first, second] = [channelMenu("channel"), channelMenu("second channel")];
  first.value = "speedKmh";
  second.value = "rpm";
  const add = html<HTMLButtonElement>`<button type="button" class="lb-button">Add</button>`;
  const none = make("p", "lb-muted", "No panel yet: choose a kind and a channel.");
  const grid = make("div", "pw-board");
  const element = html<HTMLElement>`<div><div class="lb-bar"><span>Add a panel</span>${kinds}${first}${second}${add}</div>${none}${grid}</div>`;
  const showSecond = () => {
    second.hidden = PANEL_KINDS[kinds.value as PanelKind].channels < 2;
  };
  kinds.addEventListener("change", showSecond);
  add.addEventListener("click", () => {
    const kind = kinds.value as PanelKind;
    keep([...chosen, {kind, channels: [first.value, second.value].slice(0, PANEL_KINDS[kind].channels)}]);
  });

  function keep(next: PanelSpec[]): void {
    chosen = next;
    draw();
    onPanels(chosen);
  }
  function move(from: number, to: number): void {
    const next = [...chosen];
    const [one] = next.splice(from, 1);
    next.splice(to, 0, one);
    keep(next);
  }
  function draw(): void {
    const known = chosen.filter(({channels}) => channels.every((id) => all.some((one) => one.id === id)));
    none.hidden = known.length > 0;
    shown = [];
    grid.replaceChildren(
      ...known.map((spec, i) => {
        const channels = spec.channels.map((id) => traceChannel(id, computed));
        const panel = CHANNEL_PANELS[spec.kind](context, channels);
        shown.push(panel);
        const title = channels
          .map(({label}) => label)
          .reverse()
          .join(" over ");
        const name = spec.kind === "wheels" ? title.replace(/,? ?(front|rear) (left|right)$/i, "") : title;
        const tool = (text: string, label: string, act: () => void, disabled = false) =>
          html`<button type="button" class="lb-tool" aria-label=${`${label} ${name}`} title=${label} disabled=${disabled} onclick=${act}>${text}</button>`;
        return html<HTMLElement>`<section class="pw-board-panel" aria-label=${`${PANEL_KINDS[spec.kind].title}: ${name}`}>
          <h3>${name}<span class="pw-board-tools">${tool("‹", "move back", () => move(i, i - 1), i === 0)}${tool("›", "move on", () => move(i, i + 1), i === known.length - 1)}${tool("×", "remove", () => keep(chosen.filter((one) => one !== spec)))}</span></h3>
          ${panel.element}</section>`;
      }),
    );
    update();
  }
  function update(): void {
    for (const panel of shown) panel.update();
  }
  showSecond();
  draw();
  return {element, update};
}
