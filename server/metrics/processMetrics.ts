import {type IntervalHistogram, monitorEventLoopDelay} from "node:perf_hooks";
import type {Metric} from "./exposition.js";

/** Memory, CPU time and event loop delay, under the names of Prometheus' client libraries. */
export class ProcessMetrics {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({resolution: 10});
  private readonly started = Date.now() / 1000 - process.uptime();

  constructor() {
    this.delay.enable();
  }

  /** The event loop delay is measured since the last call. */
  read(): Metric[] {
    const {rss, heapUsed} = process.memoryUsage();
    const {user, system} = process.cpuUsage();
    const {delay} = this;
    const gauge = (name: string, help: string, value: number): Metric => ({
      name,
      type: "gauge",
      help,
      values: [{value}],
    });
    // NaN before the first measurement
    const delayAt = (quantile: number) => ({
      labels: {quantile: String(quantile)},
      value: delay.count > 0 ? delay.percentile(quantile * 100) / 1e9 : Number.NaN,
    });
    const metrics: Metric[] = [
      {
        name: "process_cpu_seconds_total",
        type: "counter",
        help: "User and system time, s.",
        values: [{value: (user + system) / 1e6}],
      },
      gauge("process_resident_memory_bytes", "Resident memory, bytes.", rss),
      gauge("process_start_time_seconds", "Start of the process, Unix time.", this.started),
      gauge("nodejs_heap_size_used_bytes", "Heap in use, bytes.", heapUsed),
      {
        name: "nodejs_eventloop_delay_seconds",
        type: "gauge",
        help: "Interval of a 10 ms timer since the last reading, s.",
        values: [delayAt(0.5), delayAt(0.99), delayAt(1)],
      },
    ];
    delay.reset();
    return metrics;
  }

  close(): void {
    this.delay.disable();
  }
}
