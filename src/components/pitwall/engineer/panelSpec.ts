import {expandedIds, wheelSetId} from "../../laps/wheelSets.js";

/** Kinds of panels that an engineer chooses, with the channels that each takes. */
export const PANEL_KINDS = {
  number: {title: "number", channels: 1},
  bar: {title: "bar", channels: 1},
  histogram: {title: "histogram", channels: 1},
  xy: {title: "x–y", channels: 2},
  wheels: {title: "four wheels", channels: 1},
} as const;
export type PanelKind = keyof typeof PANEL_KINDS;

/** A chosen panel; a channel of one wheel stands for its four in a panel of wheels. */
export interface PanelSpec {
  kind: PanelKind;
  channels: readonly string[];
}

/** Panels beyond this are left out of an address. */
const MOST = 24;

/** As an address keeps it: `number:fuelMass;xy:gLateral,gLongitudinal`. */
export function panelsText(panels: readonly PanelSpec[]): string {
  return panels.map(({kind, channels}) => `${kind}:${channels.map(encodeURIComponent).join(",")}`).join(";");
}

/** The panels of an address; what cannot be read is left out. */
export function parsePanels(text: string | null | undefined): PanelSpec[] {
  const specs = (text ?? "").split(";").flatMap((part): PanelSpec[] => {
    const [kind, list = ""] = part.split(":", 2);
    if (!Object.hasOwn(PANEL_KINDS, kind)) return [];
    const channels = list.split(",").filter(Boolean).map(decoded);
    return channels.length === PANEL_KINDS[kind as PanelKind].channels ? [{kind: kind as PanelKind, channels}] : [];
  });
  return specs.slice(0, MOST);
}

/** The channels that panels need, each once: of a wheel's panel all four wheels'. */
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
