/** A drive round an ellipse, as a table: what the tests of the generic reader write their files from. */
export interface Drive {
  t: number[];
  lap: number[];
  lapTime: number[];
  distance: number[];
  /** m/s */
  speed: number[];
  x: number[];
  z: number[];
}

/** Laps of `seconds` each at `hz`; each begins at the line, exactly. */
export function drive({laps = 2, seconds = 60, hz = 10}: {laps?: number; seconds?: number; hz?: number} = {}): Drive {
  const out: Drive = {t: [], lap: [], lapTime: [], distance: [], speed: [], x: [], z: []};
  const radius = 400;
  const speed = (2 * Math.PI * radius) / seconds;
  for (let i = 0; i < laps * seconds * hz; i++) {
    const t = i / hz;
    const inLap = t % seconds;
    const angle = (2 * Math.PI * inLap) / seconds;
    out.t.push(t);
    out.lap.push(1 + Math.floor(i / (seconds * hz)));
    out.lapTime.push(inLap);
    out.distance.push(speed * inLap);
    out.speed.push(speed);
    out.x.push(radius * Math.cos(angle));
    out.z.push(radius * Math.sin(angle));
  }
  return out;
}

export interface Written {
  separator?: string;
  decimal?: "." | ",";
  eol?: string;
  bom?: boolean;
  /** a row of units under the names */
  units?: string[];
}

/** Columns by name as a separated text. */
export function table(columns: Record<string, readonly (number | string)[]>, written: Written = {}): Uint8Array {
  const {separator = ",", decimal = ".", eol = "\n", bom = false, units} = written;
  const names = Object.keys(columns);
  const rows = columns[names[0]].length;
  const cell = (v: number | string) => (typeof v === "number" ? String(Number(v.toFixed(6))).replace(".", decimal) : v);
  const lines = [names.join(separator), ...(units ? [units.join(separator)] : [])];
  for (let i = 0; i < rows; i++) lines.push(names.map((name) => cell(columns[name][i])).join(separator));
  return new TextEncoder().encode((bom ? "\ufeff" : "") + lines.join(eol) + eol);
}
