/** A Prometheus metric, with a value for each set of labels. */
export interface Metric {
  /** letters, digits, _; a counter's ends in _total */
  name: string;
  /** a counter only grows while the process runs */
  type: "counter" | "gauge";
  help: string;
  values: {labels?: Record<string, string>; value: number}[];
}

/** Content-Type of the text. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Metrics in Prometheus' text format 0.0.4; those without a value are left out. Throws `invalid metric: 1x` for an invalid
 * name. Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({values}) => values.length > 0)
    .map(({name, type, help, values}) => {
      if (!/^[a-zA-Z_]\w*$/.test(name)) throw new RangeError(`invalid metric: ${name}`);
      const lines = values.map(({labels = {}, value}) => `${name}${formatLabels(labels)} ${formatNumber(value)}\n`);
      return `# HELP ${name} ${escapeText(help)}\n# TYPE ${name} ${type}\n${lines.join("")}`;
    })
    .join("");
}

function formatLabels(labels: Record<string, string>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`);
  return parts.length > 0 ? `{${parts.join(",")}}` : "";
}

function escapeText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return String(value);
}
