import {makeVector, Table, tableToIPC, type Vector} from "npm:apache-arrow";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {MathSource} from "../../core/live/timeline/mathSource.js";
import {channelName} from "../../core/live/wire/channelName.js";
import {upperBound} from "../../core/signal/search.js";
import {type Connection, sqlName} from "../../core/sql/connection.js";
import {type Observable, observable} from "../live/observable.js";

/** Rows inserted at once, at least: each Arrow message carries 2.7 KB of schema. */
const LEAST_ROWS = 60;
/** columns without a choice */
const SHOWN = ["speedKmh", "throttle", "brake"];

export interface DuckOptions {
  /** the last seconds before the play head … */
  seconds?: number;
  /** … or the lap that the first car is in */
  lap?: boolean;
  cars?: readonly number[];
  channels?: readonly string[];
  /** math channels that are columns too; the source must be a MathSource */
  math?: readonly string[];
  table?: string;
}

/** State of the table, which makes SQL cells run again: number of rows and session time of the newest. */
export interface DuckState {
  table: string;
  rows: number;
  time: number;
}

/**
 * Keeps the last seconds, or the running lap, of a source in a DuckDB table: car, sessionTime, and a column per channel
 * (null where unknown). A row is inserted when its math channels are known, which may need samples after it, or when the source has ended. Reports a new state after each insertion. Clears the table when the play head moves back.
 */
export function streamIntoDuck(
  source: LiveSource | MathSource,
  connection: Connection,
  {seconds = 60, lap = false, cars, channels = SHOWN, math = [], table = "live"}: DuckOptions = {},
): Observable<DuckState> {
  if (!/^[a-z_]\w*$/i.test(table)) throw new RangeError(`invalid table: ${table}`);
  const recorded = ["lapNumber", ...channels.map(channelName)];
  const names = [...new Set([...recorded, ...math])].filter((name) => name !== "car" && name !== "sessionTime");
  return observable((notify) => {
    const last = new Map<number, number>();
    let made = false;
    let busy = false;
    let stopped = false;
    let session: string | null = null;
    let rows = 0;

    const chosen = () => cars ?? [source.session?.playerCar ?? source.cars[0] ?? 0];
    const turn = async () => {
      const {time} = source;
      if (Number.isNaN(time)) return;
      const id = source.session?.id ?? null;
      const backwards = chosen().some((car) => time < (last.get(car) ?? time) - 1e-6);
      if (!made || session !== id || backwards) {
        await connection.query(
          `CREATE OR REPLACE TABLE ${table} (car DOUBLE, sessionTime DOUBLE, ${names.map((name) => `${sqlName(name)} DOUBLE`).join(", ")})`,
        );
        made = true;
        session = id;
        last.clear();
        rows = 0;
      }
      const fresh = gather();
      if (!fresh) return;
      // through a temporary table: unknown values are NaN in the stream, and null in the table
      await connection.query(`DROP TABLE IF EXISTS ${table}_incoming`);
      await connection.insertArrowFromIPCStream(fresh.bytes, {name: `${table}_incoming`, create: true});
      const columns = names
        .map(sqlName)
        .map((name) => `CASE WHEN isnan(${name}) THEN NULL ELSE ${name} END`)
        .join(", ");
      await connection.query(`INSERT INTO ${table} SELECT car, sessionTime, ${columns} FROM ${table}_incoming`);
      await connection.query(`DROP TABLE ${table}_incoming`);
      const current = lap ? source.latest(chosen()[0], "lapNumber") : Number.NaN;
      await connection.query(
        Number.isNaN(current)
          ? `DELETE FROM ${table} WHERE sessionTime < ${time - seconds}`
          : `DELETE FROM ${table} WHERE lapNumber IS DISTINCT FROM ${current}`,
      );
      const [{n}] = (await connection.query(`SELECT count(*)::INTEGER AS n FROM ${table}`)).toArray() as {n: number}[];
      rows = Number(n);
      if (!stopped) notify({table, rows, time: fresh.time});
    };

    /** So many of a car's rows have all their math channels, or will never have them. */
    const knownRows = (car: number, time: Float64Array): number => {
      if (!(source instanceof MathSource) || source.state === "ended") return time.length;
      const to = math.map((name) => source.knownTo(car, name));
      return to.some(Number.isNaN) ? 0 : upperBound(time, Math.min(...to, Number.POSITIVE_INFINITY));
    };

    /** New rows of all cars; null when there are too few. */
    const gather = (): {bytes: Uint8Array; time: number} | null => {
      const span = lap ? 600 : seconds;
      const parts = chosen().map((car) => {
        const {time} = source.window(car, names[0], span);
        const known = last.get(car) ?? Number.NEGATIVE_INFINITY;
        let from = time.length;
        while (from > 0 && time[from - 1] > known) from--;
        return {car, from, time: time.slice(from, knownRows(car, time))};
      });
      const count = parts.reduce((sum, {time}) => sum + time.length, 0);
      if (count < (source.state === "ended" ? 1 : LEAST_ROWS)) return null;
      const columns = ["car", "sessionTime", ...names].map(() => new Float64Array(count));
      let at = 0;
      let newest = Number.NEGATIVE_INFINITY;
      for (const {car, from, time} of parts) {
        if (time.length === 0) continue;
        columns[0].fill(car, at, at + time.length);
        columns[1].set(time, at);
        for (const [c, name] of names.entries())
          columns[c + 2].set(source.window(car, name, span).values.subarray(from, from + time.length), at);
        at += time.length;
        last.set(car, time[time.length - 1]);
        newest = Math.max(newest, time[time.length - 1]);
      }
      const vectors: Record<string, Vector> = {};
      for (const [c, name] of ["car", "sessionTime", ...names].entries()) vectors[name] = makeVector(columns[c]);
      return {bytes: tableToIPC(new Table(vectors), "stream"), time: newest};
    };

    const onChange = () => {
      if (busy || stopped) return;
      busy = true;
      turn()
        .catch((error: Error) => {
          if (!stopped) console.error(`live table: ${error.message}`);
        })
        .finally(() => (busy = false));
    };
    const unsubscribe = source.subscribe(onChange);
    onChange();
    return () => {
      stopped = true;
      unsubscribe();
    };
  });
}
