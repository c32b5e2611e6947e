import {variance} from "../signal/moments.js";
import {medianAbsoluteDeviation, median as medianOf} from "../signal/robust.js";
import {studentQuantile, twoSidedP} from "../signal/studentT.js";
import {type Effects, effectsOf, type Pairings} from "./effects.js";
import {REPEATED} from "./repeated.js";

/** A repeated difference is larger than 1.5 median deviations of the driver's laps; of normal laps that is one standard deviation. */
const DEVIATIONS = 1.5 / 1.4826;
const LEVEL = 0.95;
/** A habit of a driver needs so many of his laps. */
export const LEAST_LAPS = 3;
/** More laps than this are not asked of anybody. */
const MOST_MORE_LAPS = 60;

/** What all pairings of a driver's laps with the reference's laps show; values in the unit of the differences. */
export interface PairingVerdict {
  laps: number;
  references: number;
  pairings: number;
  /** pairings whose sign is that of the median */
  sameSign: number;
  median: number;
  /** standard deviation of the driver's laps, from their median deviation */
  deviation: number;
  /** 95 % interval of the difference */
  interval: [low: number, high: number];
  /** probability of so large a difference between laps of one driver, this quantity alone, two-sided */
  chance: number;
  noiseFloor: number;
  /** the smallest difference that these laps would have shown */
  resolves: number;
  /** found: a habit; floor: smaller than the recording resolves; varies: not repeated; few: the interval includes 0; tooFew: no answer */
  answer: "found" | "floor" | "varies" | "few" | "tooFew";
  /** few, tooFew: about so many more laps would settle it; null where no number of laps would */
  more: {laps: number; of: "driver" | "both"} | null;
}

/**
 * Decides whether a difference is a driver's habit: repeated in 90 % of all pairings, larger than the noise floor and than the spread of his
 * laps, and with an interval that excludes 0.
 *
 * The interval is Student's, on the spread of laps rather than of pairings (Welch's, from three laps on each side): n × m pairings are no
 * more than n + m laps. Against one reference lap it is a prediction interval, because the reference's own spread is unknown.
 */
export function judgePairings(pairings: Pairings, noiseFloor: number): PairingVerdict {
  const {laps, references, values} = pairings;
  const effects = effectsOf(pairings);
  const median = medianOf(values);
  const deviation = medianAbsoluteDeviation(effects.own);
  const sameSign = values.filter((value) => value * median > 0).length;
  const error = errorOf(spreadsOf(effects), laps, references);
  // the laps' spread, and what the recording itself may be wrong by
  const reach = Math.hypot(error.value * studentQuantile((1 + LEVEL) / 2, error.dof), noiseFloor);
  const verdict: PairingVerdict = {
    ...{laps, references, pairings: values.length, sameSign, median, deviation, noiseFloor},
    interval: [median - reach, median + reach],
    chance: error.value > 0 ? twoSidedP(median / error.value, error.dof) : median === 0 ? 1 : 0,
    resolves: Math.max(DEVIATIONS * deviation, reach),
    answer: "found",
    more: null,
  };
  const size = Math.abs(median);
  if (laps < LEAST_LAPS || references < 1 || !Number.isFinite(reach)) {
    return {...verdict, answer: "tooFew", more: {laps: Math.max(1, LEAST_LAPS - laps), of: "driver"}};
  }
  if (size <= noiseFloor) return {...verdict, answer: "floor"};
  if (sameSign < REPEATED * values.length || size <= DEVIATIONS * deviation) return {...verdict, answer: "varies"};
  if (reach >= size)
    return {...verdict, answer: "few", more: moreLaps(effects, Math.sqrt(size ** 2 - noiseFloor ** 2))};
  return verdict;
}

/** Standard deviations of the laps on each side, and the pooled one; NaN where a side has a single lap. */
interface Spreads {
  own: number;
  reference: number;
  pooled: number;
}

function spreadsOf({own, reference}: Effects): Spreads {
  const squares = [own, reference].map((values) => (values.length > 1 ? (values.length - 1) * variance(values) : 0));
  return {
    own: Math.sqrt(variance(own)),
    reference: Math.sqrt(variance(reference)),
    pooled: Math.sqrt((squares[0] + squares[1]) / (own.length + reference.length - 2)),
  };
}

/**
 * Standard error of the median of all pairings, and its degrees of freedom. The variance of a median of pairings (Hodges and Lehmann) is
 * π/3 of that of a difference of means for normal laps, that of a plain median π/2.
 */
function errorOf({own, reference, pooled}: Spreads, laps: number, references: number): {value: number; dof: number} {
  if (references === 1) return {value: own * Math.sqrt(1 + Math.PI / 2 / laps), dof: laps - 1};
  if (Math.min(laps, references) < 3)
    return {value: pooled * Math.sqrt((Math.PI / 3) * (1 / laps + 1 / references)), dof: laps + references - 2};
  const [a, b] = [own ** 2 / laps, reference ** 2 / references];
  // equal laps on both sides: any number of degrees of freedom gives the interval of no width
  const dof = a + b > 0 ? (a + b) ** 2 / (a ** 2 / (laps - 1) + b ** 2 / (references - 1)) : laps + references - 2;
  return {value: Math.sqrt((Math.PI / 3) * (a + b)), dof};
}

/** How many more laps would exclude 0, if difference and spread stay as they are: his, else on both sides. */
function moreLaps(effects: Effects, size: number): PairingVerdict["more"] {
  const spreads = spreadsOf(effects);
  const {length: laps} = effects.own;
  const {length: references} = effects.reference;
  if (Number.isNaN(spreads.reference)) spreads.reference = spreads.own;
  const excludes = (n: number, m: number) => {
    const {value, dof} = errorOf(spreads, n, m);
    return value * studentQuantile((1 + LEVEL) / 2, dof) < size;
  };
  // the interval narrows with every lap, so the least number can be searched for
  const least = (both: boolean) => {
    let [low, high] = [0, MOST_MORE_LAPS + 1];
    while (high - low > 1) {
      const more = (low + high) >> 1;
      if (excludes(laps + more, both ? references + more : references)) high = more;
      else low = more;
    }
    return high;
  };
  const [own, both] = [least(false), least(true)];
  if (Math.min(own, both) > MOST_MORE_LAPS) return null;
  // a reference of few laps may need more of them
  return own <= 2 * both ? {laps: own, of: "driver"} : {laps: both, of: "both"};
}
