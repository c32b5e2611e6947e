import {expandedIds, wheelSetId} from "../../laps/wheelSets.js";

/** Kinds of panels that an engineer chooses, with how many channels each takes. */
export const PANEL_KINDS = {
  strip: {title: "strip", least: 1, most: 6},
  gauge: {title: "gauge", least: 1, most: 1},
  number: {title: "number", least: 1, most: 1},
  bar: {title: "bar", least: 1, most: 1},
  wheels: {title: "tyre square", least: 1, most: 1},
  xy: {title: "x–y", least: 2, most: 2},
  histogram: {title: "histogram", least: 1, most: 1},
  table: {title: "table", least: 1, most: 16},
} as const;
export type PanelKind = keyof typeof PANEL_KINDS;

/** A chosen panel; a channel of one wheel stands for its four in a tyre square. */
export interface PanelSpec {
  kind: PanelKind;
  channels: readonly string[];
}

/** The one of an address that has no panel. */
const NONE = "none";

/** As an address keeps it: `number:fuelMass;xy:gLateral,gLongitudinal`. */
export function panelsText(panels: readonly PanelSpec[]): string {
  return panels.map(({kind, channels}) => `${kind}:${channels.map(encodeURIComponent).join(",")}`).join(";") || NONE;
}

/** The panels of an address; what cannot be read is left out. Null where nothing can. */
export function parsePanels(text: string | null | undefined): PanelSpec[] | null {
  if (text === NONE) return [];
  const specs = (text ?? "").split(";").flatMap((part) => {
    const [kind, list = ""] = part.split(":", 2);
    return panelSpecOf({kind, channels: list.split(",").filter(Boolean).map(decoded)}) ?? [];
  });
  return specs.length ? specs : null;
}

/** A panel in parsed JSON; undefined where it is none. */
export function panelSpecOf(value: unknown): PanelSpec | undefined {
  const {kind, channels} = (value ?? {}) as Partial<PanelSpec>;
  if (typeof kind !== "string" || !Object.hasOwn(PANEL_KINDS, kind) || !Array.isArray(channels)) return undefined;
  const ids = channels.filter((id): id is string => typeof id === "string" && id !== "");
  const {least, most} = PANEL_KINDS[kind];
  return ids.length >= least && ids.length <= most ? {kind, channels: ids} : undefined;
}

/** The channels that panels need, each once: of a tyre square all four wheels'. */
export function engineerChannels(panels: readonly PanelSpec[]): string[] {
  const ids = panels.flatMap(({kind, channels}) =>
    kind === "wheels" ? channels.flatMap((id) => expandedIds(wheelSetId(id))) : channels,
  );
  return [...new Set(ids)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
