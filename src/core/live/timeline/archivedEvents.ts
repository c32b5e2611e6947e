import type {LapRow} from "../../archive/types.js";
import {BestTimes} from "../../laps/bests.js";
import type {LiveEvent} from "../../messages/events.js";

/** The lap, sector and lap-analytics events that the analyst publishes for a running session, from an archive's official times. */
export function archivedEvents(laps: readonly LapRow[]): LiveEvent[] {
  const events: LiveEvent[] = [];
  const bests = new BestTimes<LapRow>();
  for (const row of laps.toSorted((a, b) => a.car - b.car || a.lap - b.lap)) {
    const {car, lap, lapTimeMs, endTime, valid} = row;
    if (lapTimeMs === null || endTime === null) continue;
    const improved = bests.add(row);
    let driven = 0;
    for (const [i, split] of (["sector1Ms", "sector2Ms", "sector3Ms"] as const).entries()) {
      const timeMs = row[split];
      if (timeMs === null) continue;
      driven += timeMs;
      // counted back from the end of the lap, because its first sample may be missing
      const sessionTime = endTime - (lapTimeMs - driven) / 1000;
      events.push({
        topic: "sector-times",
        sessionTime,
        car,
        lap,
        sector: i + 1,
        timeMs,
        best: improved.includes(split),
      });
    }
    const average = row.averageSpeedKmh ?? Number.NaN;
    events.push({
      topic: "lap-events",
      sessionTime: endTime,
      car,
      lap,
      lapTimeMs,
      sector1Ms: row.sector1Ms ?? Number.NaN,
      sector2Ms: row.sector2Ms ?? Number.NaN,
      sector3Ms: row.sector3Ms ?? Number.NaN,
      best: improved.includes("lapTimeMs"),
      valid,
      distanceM: (average / 3.6) * (lapTimeMs / 1000),
      totalDistanceM: Number.NaN,
    });
    events.push({
      topic: "lap-analytics",
      sessionTime: endTime,
      car,
      lap,
      averageSpeedKmh: average,
      topSpeedKmh: row.topSpeedKmh ?? Number.NaN,
      throttle: row.fullThrottle ?? Number.NaN,
      brake: row.braking ?? Number.NaN,
      fuelUsedKg: row.fuelUsedKg ?? Number.NaN,
      fuelUsedLitres: row.fuelUsedLitres ?? Number.NaN,
      peakG: Number.NaN,
    });
  }
  return events;
}
