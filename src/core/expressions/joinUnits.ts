import {type Dimension, isNone, timesPower} from "./dimension.js";
import {type MeasuredUnit, NO_UNIT, siUnit, unitOf} from "./unit.js";

/** The unit in which a quotient is shown: "km/h/rpm" where the units can be written so, else SI. */
export function perUnit(a: MeasuredUnit, b: MeasuredUnit): MeasuredUnit {
  const dimension = timesPower(a.dimension, b.dimension, -1);
  if (b.text === "") return a;
  if (isNone(dimension) && !isNone(a.dimension)) return NO_UNIT;
  return joined(`${a.text || "1"}/${b.text}`, b, dimension);
}

/** The unit in which a product is shown: "g·s", else SI. */
export function timesUnit(a: MeasuredUnit, b: MeasuredUnit): MeasuredUnit {
  if (a.text === "") return b;
  if (b.text === "") return a;
  return joined(`${a.text}·${b.text}`, b, timesPower(a.dimension, b.dimension));
}

function joined(text: string, second: MeasuredUnit, dimension: Dimension): MeasuredUnit {
  const unit = /[/·]/.test(second.text) || /·.*\//.test(text) ? undefined : unitOf(text);
  const isWhole = unit?.dimension.every((exponent, i) => exponent === dimension[i]);
  return unit && isWhole ? unit : siUnit(dimension);
}
