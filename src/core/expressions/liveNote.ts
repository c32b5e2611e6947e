import type {Future} from "./kernels/kernel.js";

/** How a value differs on live data, in a sentence for the user. */
export function liveNote({seconds, samples, lap}: Future): string {
  const late = [
    ...(seconds > 0 ? [`${Number(seconds.toFixed(3))} s`] : []),
    ...(samples > 0 ? [`${samples} ${samples === 1 ? "sample" : "samples"}`] : []),
  ].join(" and ");
  const delay = late ? `live it is ${late} late` : "live it is known at once";
  return lap ? `${delay}, and counts the lap so far` : delay;
}
