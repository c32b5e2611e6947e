/** A sentence of NMEA 0183: `$GPRMC,…*5C`. */
export interface Sentence {
  /** without the talker: "RMC" */
  kind: string;
  /** after the kind */
  fields: string[];
  /** in the file, from 1 */
  line: number;
}

export interface Sentences {
  found: Sentence[];
  /** sentences whose checksum does not match, or that are cut */
  damaged: number;
}

/** Talkers that are makers, whose sentences have layouts of their own. */
const SENTENCE = /^([A-OQ-Z][A-Z])([A-Z]{3}),([^*]*)(?:\*([0-9A-Fa-f]{2}))?/;

/**
 * The sentences of a text, wherever they begin in a line: loggers put counters and times before them, and damaged lines run into each
 * other. Those with a wrong checksum are counted; sentences without one are read only if the whole text has none.
 *
 * @param kinds that are read
 */
export function sentences(text: string, kinds: ReadonlySet<string>): Sentences {
  const summed: Sentence[] = [];
  const plain: Sentence[] = [];
  let damaged = 0;
  let line = 0;
  for (const row of text.split("\n")) {
    line++;
    const parts = row.split("$");
    for (let p = 1; p < parts.length; p++) {
      const found = SENTENCE.exec(parts[p]);
      if (!found || !kinds.has(found[2])) {
        if (!found && /^[A-Z]{2}(RMC|GGA|VTG)/.test(parts[p])) damaged++;
        continue;
      }
      const [, talker, kind, body, sum] = found;
      const sentence = {kind, fields: body.trimEnd().split(","), line};
      if (sum === undefined) plain.push(sentence);
      else if (checksum(`${talker}${kind},${body}`) === Number.parseInt(sum, 16)) summed.push(sentence);
      else damaged++;
    }
  }
  return summed.length ? {found: summed, damaged: damaged + plain.length} : {found: plain, damaged};
}

/** Exclusive or of the characters between $ and *. */
function checksum(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i);
  return sum;
}
