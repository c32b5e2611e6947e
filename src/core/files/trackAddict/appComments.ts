/** A comment line of a table, and the row that follows it. */
export interface RowComment {
  text: string;
  row: number;
}

/** What the app writes between the rows. */
export interface AppComments {
  /** in order; each is written when its lap ends */
  laps: {number: number; ms: number; row: number}[];
  sectors: {number: number; ms: number; row: number}[];
  /** rows at which the car enters the pit lane (true) and leaves it */
  pitLane: {enters: boolean; row: number}[];
  /** `Vehicle: …` and other lines of the head, by key */
  facts: Map<string, string>;
}

/** `# Lap 1: 00:07:24.553`, `# Sector 2: 00:00:31.400`, `# Pit Lane Entry`, `# Vehicle: …`. */
export function appComments(comments: readonly RowComment[]): AppComments {
  const found: AppComments = {laps: [], sectors: [], pitLane: [], facts: new Map()};
  for (const {text, row} of comments) {
    const line = text.replace(/^[#/\s]+/, "").trim();
    const time = /^(lap|sector) (\d{1,4}):\s*(?:(\d{1,3}):)?(\d{1,3}):(\d\d\.\d{3})$/i.exec(line);
    const pit = /^pit lane (entry|exit)$/i.exec(line);
    if (time) {
      const seconds = Number(time[3] ?? 0) * 3600 + Number(time[4]) * 60 + Number(time[5]);
      const list = time[1].toLowerCase() === "lap" ? found.laps : found.sectors;
      list.push({number: Number(time[2]), ms: Math.round(seconds * 1000), row});
    } else if (pit) found.pitLane.push({enters: pit[1].toLowerCase() === "entry", row});
    else {
      const [, key, value] = /^([^:]{1,40}):\s*(.+)$/.exec(line) ?? [];
      if (key && !found.facts.has(key.toLowerCase())) found.facts.set(key.toLowerCase(), value);
    }
  }
  return found;
}
