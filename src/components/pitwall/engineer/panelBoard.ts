import {group} from "npm:d3";
import {html} from "npm:htl";
import {CHANNELS} from "../../../core/channels/catalogue.js";
import {traceChannel} from "../../laps/traceChannels.js";
import {layoutBar} from "../../layouts/layoutBar.js";
import {type LayoutWorkspace, layoutParams} from "../../layouts/layoutWorkspace.js";
import {make} from "../../ui/canvas.js";
import {counted} from "../../ui/format.js";
import {copyLive, panelCell} from "../liveCells.js";
import type {CanvasPanel, TextPanel} from "../panel.js";
import type {ChannelPanel, ChannelPanelContext} from "./channelPanel.js";
import {CHANNEL_PANELS} from "./channelPanels.js";
import type {PanelLayout} from "./panelLayout.js";
import {engineerChannels, PANEL_KINDS, type PanelKind, type PanelSpec} from "./panelSpec.js";

export interface PanelBoardOptions extends ChannelPanelContext {
  work: LayoutWorkspace<PanelLayout>;
  replay?: boolean;
  /** called with what the address keeps and the channels of the panels, at first and after each change */
  onPanels?: (address: {board: string | null; panels: string | null}, channels: readonly string[]) => void;
}

/** Panels that the engineer chooses from all channels, in layouts that are saved, exported and shared as an address. */
export function panelBoard({work, onPanels, replay = false, ...context}: PanelBoardOptions): CanvasPanel & TextPanel {
  const {computed} = context;
  let shown: ChannelPanel[] = [];
  const all = [...computed, ...CHANNELS.map(({name}) => traceChannel(name, computed))];
  const ids = new Set(all.map(({id}) => id));
  const groups = [...group(all, ({group: heading}) => heading)];
  const channelMenu = (label: string) =>
    html<HTMLSelectElement>`<select class="lb-select" aria-label=${label}></select>`;
  /** Some hundred channels, when the editor is opened first. */
  function fillMenus(): void {
    if (first.options.length) return;
    for (const menu of [first, second])
      menu.append(
        ...groups.map(
          ([heading, channels]) =>
            html`<optgroup label=${heading}>${channels.map((one) => html`<option value=${one.id}>${one.label}${one.unit ? ` (${one.unit})` : ""}</option>`)}</optgroup>`,
        ),
      );
    first.value = "speedKmh";
    second.value = "rpm";
  }
  const kinds = html<HTMLSelectElement>`<select class="lb-select" aria-label="kind of panel">${Object.entries(
    PANEL_KINDS,
  ).map(([kind, {title}]) => html`<option value=${kind}>${title}</option>`)}</select>`;
  const [first, second] = [channelMenu("channel"), channelMenu("second channel")];
  const tool = (text: string, label: string, act: () => void, disabled = false) =>
    html<HTMLButtonElement>`<button type="button" class="lb-tool" aria-label=${label} title=${label} disabled=${disabled} onclick=${act}>${text}</button>`;
  const add = html<HTMLButtonElement>`<button type="button" class="lb-button">Add</button>`;
  const undo = tool("undo", "undo", () => work.undo());
  const redo = tool("redo", "redo", () => work.redo());
  const bar = html<HTMLElement>`<div class="lb-bar pw-board-bar" hidden><span>Add a panel</span>${kinds}${first}${second}${add}${undo}${redo}</div>`;
  const none = make("p", "lb-muted", "No panel: choose “Panels”, then a kind and a channel.");
  const unknown = make("p", "lb-caption");
  const grid = make("div", "pw-board");
  const layouts = layoutBar(work, {
    label: "Panels",
    editor(open) {
      fillMenus();
      bar.hidden = !open;
      grid.classList.toggle("pw-editing", open);
    },
  });
  const element = make("div", "", layouts, bar, none, unknown, grid);
  // its fields are no input of the page
  element.addEventListener("input", (event) => event.stopPropagation());
  const showSecond = () => {
    second.hidden = PANEL_KINDS[kinds.value as PanelKind].least < 2;
  };
  kinds.addEventListener("change", showSecond);
  add.addEventListener("click", () => {
    const kind = kinds.value as PanelKind;
    keep([...work.now.panels, {kind, channels: [first.value, second.value].slice(0, PANEL_KINDS[kind].least)}]);
  });

  function keep(panels: readonly PanelSpec[]): void {
    work.change({...work.now, panels});
  }
  function move(from: number, to: number): void {
    const {panels} = work.now;
    keep(panels.toSpliced(from, 1).toSpliced(to, 0, panels[from]));
  }
  function addChannel(i: number): void {
    const {panels} = work.now;
    const spec = panels[i];
    if (!spec.channels.includes(first.value))
      keep(panels.with(i, {...spec, channels: [...spec.channels, first.value]}));
  }
  function removeChannel(i: number): void {
    const {panels} = work.now;
    keep(panels.with(i, {...panels[i], channels: panels[i].channels.slice(0, -1)}));
  }

  function panelElement(spec: PanelSpec, i: number): HTMLElement {
    const {panels} = work.now;
    const channels = spec.channels.map((id) => traceChannel(id, computed));
    const panel = CHANNEL_PANELS[spec.kind](context, channels);
    shown.push(panel);
    const {title, most} = PANEL_KINDS[spec.kind];
    const name = panelName(spec, channels);
    const more =
      most > 2
        ? [
            tool("+", `add the chosen channel to ${name}`, () => addChannel(i), spec.channels.length >= most),
            tool("−", `remove the last channel of ${name}`, () => removeChannel(i), spec.channels.length < 2),
          ]
        : [];
    const cell = panelCell(spec.kind, channels, {computed, seconds: context.seconds()});
    const copying = cell ? copyLive({source: context.source, car: context.car, replay}, cell) : [];
    return html<HTMLElement>`<section class=${`pw-board-panel pw-panel-${spec.kind}`} aria-label=${`${title}: ${name}`}>
      <h3>${name}<span class="pw-board-tools">${more}${tool("‹", `move back ${name}`, () => move(i, i - 1), i === 0)}${tool("›", `move on ${name}`, () => move(i, i + 1), i === panels.length - 1)}${tool("×", `remove ${name}`, () => keep(panels.toSpliced(i, 1)))}</span></h3>
      ${panel.element}${copying}</section>`;
  }
  function stop(): void {
    for (const panel of shown) panel.stop?.();
    shown = [];
  }
  function show(): void {
    stop();
    const {panels} = work.now;
    const known = panels.map(({channels}) => channels.every((id) => ids.has(id)));
    const left = known.filter((isKnown) => !isKnown).length;
    none.hidden = panels.length > left;
    unknown.hidden = left === 0;
    unknown.textContent = `Not shown: ${counted(left, "panel")} of channels that this Lapbook does not have.`;
    undo.disabled = !work.canUndo;
    redo.disabled = !work.canRedo;
    grid.replaceChildren(...panels.flatMap((spec, i) => (known[i] ? [panelElement(spec, i)] : [])));
    update();
    const {layout, content} = layoutParams(work);
    onPanels?.({board: layout, panels: content}, engineerChannels(panels));
  }
  function update(): void {
    for (const panel of shown) panel.update();
  }
  work.subscribe(show);
  showSecond();
  show();
  return {
    element,
    update,
    draw(now) {
      for (const panel of shown) panel.draw?.(now);
    },
    refresh() {
      for (const panel of shown) panel.refresh?.();
    },
    stop,
  };
}

/** "rpm over speed" of two channels against each other, else their names. */
function panelName({kind}: PanelSpec, channels: readonly {label: string; wheel?: {label: string}}[]): string {
  if (kind === "wheels") return channels[0].wheel?.label ?? channels[0].label;
  const labels = channels.map(({label}) => label);
  return kind === "xy" ? labels.toReversed().join(" over ") : labels.join(", ");
}
