import type {CarConsistency} from "../../src/core/laps/open/carConsistency.js";
import {CORNER_VALUES, type CornerValue} from "../../src/core/laps/pace/cornerValues.js";
import {quantile} from "../../src/core/signal/quantile.js";

/** What is said of each corner. */
const SAID: CornerValue[] = ["time", "brake point", "minimum speed", "exit speed", "offset at apex"];

/** How much a car's laps differ at each corner, as text: the standard deviation of what at least two laps have. */
export function describeConsistency(found: CarConsistency | null): string {
  if (!found) return "\ncorners: fewer than two laps show the pace and have samples from line to line";
  const {laps, corners, line, grip, refused, source} = found;
  const lines = [`\ncorners of ${laps.length} laps (${laps.join(", ")}), on ${source}; standard deviations`];
  for (const {name, values} of corners) {
    const said = SAID.flatMap((value) => {
      const scatter = values[value];
      if (!scatter || scatter.n < 2) return [];
      // positions that were put on a common line do not show the driver's own line
      if (value === "offset at apex" && line?.onOneLine !== false) return [];
      const digits = value === "time" ? 3 : 1;
      const some = scatter.n < laps.length ? ` (${scatter.n} laps)` : "";
      return [`${value} ${scatter.deviation.toFixed(digits)} ${CORNER_VALUES[value]}${some}`];
    });
    lines.push(`  ${name}: ${said.join(", ") || "nothing was measured on two laps"}`);
  }
  lines.push(`  ${lineText(line)}`);
  if (grip) {
    const known = grip.use.filter(Number.isFinite).sort();
    lines.push(
      `  grip used: half of the lap above ${Math.round(100 * quantile(known, 0.5))} % of what these laps showed`,
    );
  }
  for (const {name, because} of refused) lines.push(`  lap ${name.lap} is left out: ${because}`);
  return lines.join("\n");
}

function lineText(line: CarConsistency["line"]): string {
  if (!line) return "line: fewer than two laps were placed on a line";
  const known = line.spread.filter(Number.isFinite).sort();
  const half = `${quantile(known, 0.5).toFixed(2)} m (10th to 90th percentile of the laps, half of the road)`;
  return line.onOneLine
    ? `line: within ${half}: the source's line, or a car on rails, not a driver's`
    : `line: within ${half}, within ${quantile(known, 0.95).toFixed(1)} m on 95 % of the road`;
}
