import {Hono} from "hono";
import type {AppOptions} from "../appOptions.js";
import {EXPOSITION_TYPE, exposition, type Metric} from "../metrics/exposition.js";
import {kernelMetrics, lagMetrics, logMetrics} from "../metrics/kernelMetrics.js";
import {ProcessMetrics} from "../metrics/processMetrics.js";

/** GET /metrics: metrics for Prometheus. */
export function metricsRoute({version, kernel}: AppOptions): Hono {
  const own = new ProcessMetrics();
  const build: Metric = {
    name: "lapbook_info",
    type: "gauge",
    help: "1, with the version.",
    values: [{labels: {version}, value: 1}],
  };
  return new Hono().get("/", async (c) => {
    const metrics = [build, ...own.read()];
    if (kernel) {
      const topics = await kernel.health.topics();
      const lags = await kernel.health.lags(topics);
      metrics.push(...kernelMetrics(kernel.stats()), ...logMetrics(topics), ...lagMetrics(lags));
    }
    return c.body(exposition(metrics), 200, {"Content-Type": EXPOSITION_TYPE, "Cache-Control": "no-store"});
  });
}
