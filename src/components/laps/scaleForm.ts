import {html} from "npm:htl";
import type {TraceChart} from "./traceCharts.js";

/** The scale of a chart's left axis: fitted to the values, or fixed from … to. Calls back with undefined for a fitted one. */
export function scaleForm(
  {spec: {scale}, units}: Pick<TraceChart, "spec" | "units">,
  change: (scale: readonly [number, number] | undefined) => void,
): HTMLElement {
  const field = (label: string, value: number | undefined) =>
    html<HTMLInputElement>`<input class="lb-input" type="number" step="any" aria-label=${label} placeholder="auto" value=${value ?? ""}>`;
  const [from, to] = [field("bottom of the scale", scale?.[0]), field("top of the scale", scale?.[1])];
  const note = html`<span class="lb-failed" role="status"></span>`;
  const form = html<HTMLElement>`<span class="lb-scale">scale ${from}–${to} ${units[0]} ${note}</span>`;
  form.addEventListener("change", () => {
    const [least, greatest] = [from.value, to.value];
    note.textContent = "";
    if (least === "" && greatest === "") change(undefined);
    else if (least === "" || greatest === "") note.textContent = "both ends, or none";
    else if (Number(least) < Number(greatest)) change([Number(least), Number(greatest)]);
    else note.textContent = "the bottom is not below the top";
  });
  return form;
}
