import {lowerBound} from "../../core/signal/search.js";
import type {Pen} from "../ui/canvas.js";
import type {ColorName} from "../ui/palette.js";
import type {Domain} from "./chartDomain.js";
import type {TraceChannel} from "./traceChannels.js";
import type {TraceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";
import {xScale, yScale} from "./traceLayout.js";
import type {TraceScene} from "./traceScene.js";

/** The band of a channel's error around each lap's line, in the lap's colour, where a lap has one. */
export function drawErrorBands(pen: Pen, scene: TraceScene, color: (name: ColorName) => string): void {
  const {charts, domains, laps, layout} = scene;
  const fill = pen.fillStyle;
  pen.globalAlpha = 0.18;
  charts.forEach((chart, c) => {
    for (const channel of chart.channels) {
      for (const lap of laps) {
        if (!errorsOf(lap, channel)) continue;
        pen.fillStyle = color(lap.color);
        const domain = domains[c][chart.units.indexOf(channel.unit)];
        fillBand(pen, scene, {lap, channel, chart, domain, top: layout.tops[c]});
      }
    }
  });
  pen.globalAlpha = 1;
  pen.fillStyle = fill;
}

/** Users name channels: one may be called "constructor". */
function errorsOf({errors}: TraceLap, {id}: TraceChannel): Float64Array | undefined {
  return errors && Object.hasOwn(errors, id) ? errors[id] : undefined;
}

interface Band {
  lap: TraceLap;
  channel: TraceChannel;
  chart: TraceChart;
  domain: Domain;
  top: number;
}

function fillBand(pen: Pen, scene: TraceScene, {lap, channel, chart, domain, top}: Band): void {
  const {axis, view, layout} = scene;
  const [values, errors] = [channel.values(lap), errorsOf(lap, channel)];
  if (!values || !errors) return;
  const y = yScale(chart, domain, top);
  const at = (value: number) => Math.min(Math.max(y(channel.factor * value), top), top + chart.height);
  const px = xScale({...scene, ...layout});
  const x = lap.axes[axis];
  const [from, to] = [lowerBound(x, view[0]), lowerBound(x, view[1])];
  // a point a pixel: paths of all samples take a canvas without a graphics processor long
  const points: {x: number; high: number; low: number}[] = [];
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(values[i] + errors[i])) continue;
    const place = px(x[i]);
    if (points.length && place - points[points.length - 1].x < 1) continue;
    points.push({x: place, high: at(values[i] + errors[i]), low: at(values[i] - errors[i])});
  }
  if (points.length < 2) return;
  pen.beginPath();
  pen.moveTo(points[0].x, points[0].high);
  for (const point of points) pen.lineTo(point.x, point.high);
  for (const point of points.reverse()) pen.lineTo(point.x, point.low);
  pen.closePath();
  pen.fill();
}
