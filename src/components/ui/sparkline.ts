import {svg} from "npm:htl";

/** A line chart without axes for a table's cell; NaN are gaps. */
export function sparkline(values: readonly number[]): SVGElement {
  const [width, height] = [96, 20];
  const known = values.filter(Number.isFinite);
  const min = Math.min(...known);
  const max = Math.max(...known);
  const x = (i: number) => ((i * width) / Math.max(1, values.length - 1)).toFixed(1);
  const y = (v: number) => (max > min ? 1 + ((max - v) / (max - min)) * (height - 2) : height / 2).toFixed(1);
  let path = "";
  let pen = "M";
  values.forEach((v, i) => {
    if (!Number.isFinite(v)) pen = "M";
    else {
      path += `${pen}${x(i)},${y(v)}`;
      pen = "L";
    }
  });
  return svg<SVGElement>`<svg class="lb-spark" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} aria-hidden="true"><path d=${path} fill="none" stroke="currentColor" stroke-width="1.25" stroke-linejoin="round"></path></svg>`;
}
