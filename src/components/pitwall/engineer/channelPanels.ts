import {fittedStrip} from "../fittedStrip.js";
import type {MakeChannelPanel} from "./channelPanel.js";
import type {PanelKind} from "./panelSpec.js";
import {gaugePanel, histogramPanel, xyPanel} from "./plotPanels.js";
import {barPanel, numberPanel, tablePanel, wheelsPanel} from "./textPanels.js";

/** Makes a panel of a kind for its channels. */
export const CHANNEL_PANELS: Record<PanelKind, MakeChannelPanel> = {
  strip: (context, channels) =>
    fittedStrip(context.source, channels, {...context, label: channels.map(({label}) => label).join(", ")}),
  gauge: gaugePanel,
  number: numberPanel,
  bar: barPanel,
  wheels: wheelsPanel,
  xy: xyPanel,
  histogram: histogramPanel,
  table: tablePanel,
};
