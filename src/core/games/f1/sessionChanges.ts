import type {SessionEvent} from "../../archive/types.js";
import type {PacketColumns} from "./decode.js";
import {FORECAST_CHANGED, RACE_LAPS, SAFETY_CAR_CHANGED, SECTOR_FLAG_CHANGED, WEATHER_CHANGED} from "./eventWords.js";

const YELLOW = 3;
/** Change of a probability of rain that is reported, in points of a percentage: a forecast moves a little in every packet. */
const RAIN_STEP = 5;
/** A session packet without a race distance has 0 laps, a time trial 1. */
const FEWEST_LAPS = 2;

/** Changed values of session packets as events: race distance, weather and rain forecast, safety car, yellow and red flags by sector. */
export class SessionChanges {
  private weather: number | undefined;
  private safetyCar: number | undefined;
  private laps = 0;
  private forecast: Record<string, number> = {};
  private readonly flags = [0, 0, 0];

  /** The changes since the packet before; the first packet reports the race distance, a forecast of rain, and flags that are out. */
  next(c: PacketColumns, sessionTime: number): SessionEvent[] {
    const events: SessionEvent[] = [];
    const report = (code: string, details: Record<string, number>) =>
      void events.push({code, sessionTime: Number(sessionTime.toFixed(3)), details});
    const [weather, safetyCar] = [c.weather[0], c.safetyCarStatus[0]];
    if (this.weather !== undefined && weather !== this.weather)
      report(WEATHER_CHANGED, {from: this.weather, to: weather});
    if (this.safetyCar !== undefined && safetyCar !== this.safetyCar)
      report(SAFETY_CAR_CHANGED, {from: this.safetyCar, to: safetyCar});
    const laps = c.totalLaps[0];
    if (laps >= FEWEST_LAPS && laps !== this.laps) report(RACE_LAPS, {laps});
    this.laps = laps;
    const forecast = rainForecast(c);
    if (hasMoved(this.forecast, forecast)) report(FORECAST_CHANGED, (this.forecast = forecast));
    this.weather = weather;
    this.safetyCar = safetyCar;
    sectorFlags(c).forEach((flag, i) => {
      if (flag !== this.flags[i]) report(SECTOR_FLAG_CHANGED, {sector: i + 1, from: this.flags[i], to: flag});
      this.flags[i] = flag;
    });
    return events;
  }
}

/** Probability of rain, %, by minutes ahead, within the running session. */
function rainForecast(c: PacketColumns): Record<string, number> {
  const out: Record<string, number> = {};
  const n = Math.min(c.numWeatherForecastSamples[0], c.forecastTimeOffset.length);
  for (let i = 0; i < n; i++)
    if (c.forecastSessionType[i] === c.sessionType[0])
      out[`in${c.forecastTimeOffset[i]}`] = c.forecastRainPercentage[i];
  return out;
}

/** Whether a probability differs by a step. What was never reported counts as 0: a dry session reports nothing. */
function hasMoved(before: Record<string, number>, now: Record<string, number>): boolean {
  for (const key in now) if (Math.abs(now[key] - (before[key] ?? 0)) >= RAIN_STEP) return true;
  return false;
}

/** The highest flag of each sector's marshal zones, 0 below yellow. Where sector starts are unknown, sectors are thirds of the lap. */
function sectorFlags(c: PacketColumns): number[] {
  const length = c.trackLength[0];
  const known = c.sector2LapDistanceStart?.[0] > 0 && length > 0;
  const second = known ? c.sector2LapDistanceStart[0] / length : 1 / 3;
  const third = known ? c.sector3LapDistanceStart[0] / length : 2 / 3;
  const flags = [0, 0, 0];
  for (let i = 0; i < c.numMarshalZones[0] && i < c.marshalZoneFlag.length; i++) {
    const at = c.marshalZoneStart[i];
    const sector = at < second ? 0 : at < third ? 1 : 2;
    if (c.marshalZoneFlag[i] >= YELLOW) flags[sector] = Math.max(flags[sector], c.marshalZoneFlag[i]);
  }
  return flags;
}
