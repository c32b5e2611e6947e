import type {LayoutKind, NamedLayout} from "../../layouts/layoutKind.js";
import {layoutStore} from "../../layouts/layoutStore.js";
import {LayoutWorkspace} from "../../layouts/layoutWorkspace.js";
import {type PanelSpec, panelSpecOf, panelsText, parsePanels} from "./panelSpec.js";

/** A named set of panels. */
export interface PanelLayout extends NamedLayout {
  panels: readonly PanelSpec[];
}

/** Panels beyond this are left out. */
const MOST_PANELS = 24;

const layout = (name: string, text: string): PanelLayout => ({name, panels: parsePanels(text)!});

/** Layouts of the Engineer's panels. The first needs no channel that a page has not anyway. */
export const PANEL_LAYOUTS: LayoutKind<PanelLayout> = {
  parts: "panels",
  most: MOST_PANELS,
  shipped: {
    car: layout(
      "Car",
      "gauge:speedKmh;gauge:rpm;number:gear;bar:fuelMass;bar:ersStore;xy:gLateral,gLongitudinal;histogram:rpm;table:throttle,brake,steering,gLateral,gLongitudinal",
    ),
    tyres: layout(
      "Tyres and brakes",
      "wheels:tyreSurfaceTempFlC;wheels:tyreInnerTempFlC;wheels:tyrePressureFlPsi;wheels:tyreWearFlPercent;wheels:brakeTempFlC;strip:tyreSurfaceTempFlC,tyreSurfaceTempFrC,tyreSurfaceTempRlC,tyreSurfaceTempRrC",
    ),
    power: layout(
      "Powertrain and energy",
      "strip:rpm,gear,throttle;gauge:rpm;bar:ersStore;number:fuelMass;xy:rpm,speedKmh;table:fuelMass,ersStore,ersDeployed,engineTempC",
    ),
  },
  storage: {layouts: "lapbook.panels", last: "lapbook.panel"},
  file: {kind: "lapbook panels", ending: "lapbook-panels.json"},
  read(value) {
    const {name, panels} = (value ?? {}) as Partial<PanelLayout>;
    if (typeof name !== "string" || !name.trim() || !Array.isArray(panels)) return undefined;
    const read = panels.flatMap((one) => panelSpecOf(one) ?? []);
    // one whose panels are all unknown is none; one that was saved without any is
    if (panels.length && !read.length) return undefined;
    return {name: name.trim().slice(0, 60), panels: read.slice(0, MOST_PANELS)};
  },
  text: ({panels}) => panelsText(panels),
  linkHolds: "the session, the car and these panels",
};

/** The panels of an address, else the ones used last in this browser. */
export function panelWorkspace(
  {board, panels}: {board?: string | null; panels?: string | null},
  store = layoutStore(PANEL_LAYOUTS),
): LayoutWorkspace<PanelLayout> {
  const given = parsePanels(panels)?.slice(0, MOST_PANELS);
  return new LayoutWorkspace(PANEL_LAYOUTS, store, {layout: board, content: given && {name: "", panels: given}});
}
