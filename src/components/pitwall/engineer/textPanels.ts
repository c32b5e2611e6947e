import {channelText} from "../../laps/traceChannels.js";
import {expandedIds, wheelSetId} from "../../laps/wheelSets.js";
import {make} from "../../ui/canvas.js";
import {fixed, unitBeside} from "../../ui/format.js";
import {liveTable, rowHead} from "../liveTable.js";
import {setText} from "../textCell.js";
import {windowSummary} from "../windowStats.js";
import {latestText, type MakeChannelPanel} from "./channelPanel.js";

const WHEELS = ["FL", "FR", "RL", "RR"];

export const numberPanel: MakeChannelPanel = (context, [channel]) => {
  const value = make("b", "pw-number-value");
  const unit = make("span", "pw-unit", channel.unit ? ` ${channel.unit}` : "");
  const element = make("p", "pw-channel-number", value, unit);
  return {element, update: () => setText(value, latestText(context, channel))};
};

/** Within the channel's range, or what has been seen of it. */
export const barPanel: MakeChannelPanel = (context, [channel]) => {
  const fill = make("i");
  fill.style.width = "0";
  const value = make("b", "pw-bar-value");
  const ends = make("span", "lb-caption");
  const unit = make("span", "pw-unit", channel.unit ? ` ${channel.unit} ` : " ");
  const element = make("div", "", make("p", "", value, unit, ends), make("div", "pw-channel-bar", fill));
  let [low, high] = channel.range ?? [Number.NaN, Number.NaN];
  return {
    element,
    update() {
      const now = context.source.latest(context.car(), channel.id) * channel.factor;
      setText(value, latestText(context, channel));
      if (Number.isNaN(now)) return;
      if (!(now >= low)) low = now;
      if (!(now <= high)) high = now;
      fill.style.width = `${(100 * (now - low)) / (high - low || 1)}%`;
      setText(ends, `${channel.range ? "" : "seen "}${fixed(low, channel.digits)} to ${fixed(high, channel.digits)}`);
    },
  };
};

/** The four wheels as they are on the car, seen from above. */
export const wheelsPanel: MakeChannelPanel = (context, [channel]) => {
  const ids = expandedIds(wheelSetId(channel.id));
  const cells = WHEELS.map(() => make("b"));
  const element = make(
    "div",
    "pw-wheels",
    ...WHEELS.map((wheel, i) =>
      make(
        "span",
        "",
        make("span", "lb-caption", wheel),
        make("span", "", cells[i], make("span", "pw-unit", ` ${channel.unit}`)),
      ),
    ),
  );
  return {
    element,
    update() {
      WHEELS.forEach((_, i) => {
        setText(cells[i], ids.length === 4 || i === 0 ? latestText(context, channel, ids[i]) : "—");
      });
    },
  };
};

/** Channels with their value now, and mean, min and max of the last seconds. */
export const tablePanel: MakeChannelPanel = (context, channels) => {
  const {source, car, seconds} = context;
  const {table, body} = liveTable(["", "now", "mean", "min", "max"], {className: "lb-narrow"});
  const cells = channels.map(({label, unit}) => {
    const row = ["now", "mean", "min", "max"].map(() => make("td", "lb-number"));
    body.append(make("tr", "", rowHead(label, make("span", "pw-unit", ` ${unitBeside(label, unit)}`)), ...row));
    return row;
  });
  const note = make("p", "lb-caption", `Mean, min and max of the last ${seconds()} s.`);
  return {
    element: make("div", "", make("div", "lb-scroll", table), note),
    update() {
      channels.forEach((channel, i) => {
        const found = windowSummary(source.window(car(), channel.id, seconds()).values);
        const [now, ...rest] = cells[i];
        setText(now, latestText(context, channel));
        [found?.mean, found?.min, found?.max].forEach((value, k) => {
          setText(rest[k], channel.kind === "state" || value === undefined ? "—" : channelText(channel, value));
        });
      });
    },
  };
};
