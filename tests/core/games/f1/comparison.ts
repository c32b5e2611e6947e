import {expect} from "vitest";
import {compoundName} from "../../../../src/core/channels/tyreCompound.js";
import type {PacketColumns} from "../../../../src/core/games/f1/decode.js";
import * as enums from "../../../../src/core/games/f1/enums.js";
import type {Layout} from "../../../../src/core/games/f1/layout.js";
import {readText} from "../../../../src/core/games/f1/text.js";
import type {RealPacket} from "./realPackets.js";

// Another program's reading of the same bytes. Its names in kebab-case become ours; what it calls differently stands here.
const ALIASES: Record<string, string> = {
  carindex: "carIdx",
  fittedindex: "fittedIdx",
  mfdpanelindexsecondary: "mfdPanelIndexSecondaryPlayer",
  ersharvestedlimitperlap: "ersHarvestLimitPerLap",
  "2026regulations": "regulations2026",
  telemetrysetting: "yourTelemetry",
  bestlaptimems: "bestLapTimeInMS",
  isvalid: "valid",
  laptimems: "lapTimeInMS",
  sector1timems: "sector1TimeInMS",
  team: "teamId",
};
const PREFIXES: Record<string, string> = {
  "lap-history-data": "lapHistory",
  "tyre-stints-history-data": "tyreStint",
  "world-position": "worldPosition",
  "world-velocity": "worldVelocity",
  "world-forward-dir": "worldForwardDir",
  "world-right-dir": "worldRightDir",
  "g-force": "gForce",
  "local-velocity": "localVelocity",
  "angular-velocity": "angularVelocity",
  "angular-acceleration": "angularAcceleration",
};
const DATA_SETS = ["player-session-best-data-set", "personal-best-data-set", "rival-session-best-data-set"];

/** Names that the product does not use, of the ids that occur in the packets. */
const NATIONALITIES: Record<number, string> = {
  3: "australian",
  9: "brazilian",
  10: "british",
  13: "canadian",
  22: "dutch",
  28: "french",
  29: "german",
  41: "italian",
  43: "japanese",
  53: "monegasque",
  54: "new zealander",
  77: "spanish",
  80: "thai",
};
const RESULT_STATUS: Record<number, string> = {0: "invalid", 2: "active", 3: "finished"};
const DRIVER_STATUS = ["in garage", "flying lap", "in lap", "out lap", "on track"];

/** What a number of ours is called, to meet a text of theirs. */
const TEXTS: Record<string, (format: number, id: number) => string> = {
  teamId: enums.teamName,
  nationality: (_, id) => NATIONALITIES[id] ?? String(id),
  actualTyreCompound: (_, id) => enums.actualCompoundName(id),
  visualTyreCompound: (_, id) => compoundName(id),
  tyreStintTyreActualCompound: (_, id) => enums.actualCompoundName(id),
  tyreStintTyreVisualCompound: (_, id) => compoundName(id),
  tyreStintsActual: (_, id) => enums.actualCompoundName(id),
  tyreStintsVisual: (_, id) => compoundName(id),
  recommendedSession: enums.sessionTypeName,
  resultStatus: (_, id) => RESULT_STATUS[id] ?? String(id),
  resultReason: (_, id) => enums.resultReasonName(id),
  driverStatus: (_, id) => DRIVER_STATUS[id] ?? String(id),
  yourTelemetry: (_, id) => ["restricted", "public"][id],
  sector: (_, id) => String(id),
  pitStatus: (_, id) => ["none", "pitting", "in pit area"][id],
  tractionControl: (_, id) => ["off", "medium", "full"][id],
  fuelMix: (_, id) => ["lean", "standard", "rich", "max"][id],
  vehicleFIAFlags: (_, id) => ["none", "green", "blue", "yellow"][id] ?? "unknown",
  ersDeployMode: (_, id) => ["none", "medium", "hotlap", "overtake"][id],
  activeAeroMode: (_, id) => ["corner mode", "straight mode"][id],
  platform: (_, id) =>
    id === 255 ? "unknown" : ({0: "n/a", 1: "steam", 3: "playstation", 4: "xbox", 6: "origin"}[id] ?? String(id)),
};
/** Theirs reads the index of no car as −1, the published structure as 255. */
const signed = (raw: number, theirs: unknown) => (theirs === -1 && raw === 255 ? -1 : raw);
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/^inters$/, "intermediate")
    .replace(/^my.team$/, "no team")
    .replace(/[^a-z0-9]/g, "");

/**
 * Compares what another program read in a packet with the columns read here, value by value. What it has and we do not
 * stands in `left`.
 */
export class Comparison {
  compared = 0;
  readonly left = new Set<string>();
  constructor(
    readonly packet: RealPacket,
    readonly layout: Layout,
    readonly columns: PacketColumns,
  ) {}

  /** Compares an object of theirs with entity e of ours; lists of objects are entities, other objects name vectors. */
  object(value: object, entity: number, prefix = ""): void {
    for (const [key, item] of Object.entries(value)) {
      if (key.endsWith("-str")) continue;
      const objects = Array.isArray(item) && typeof item[0] === "object";
      if (key === "lap-positions") this.lapPositions(item);
      else if (objects) for (const [e, each] of item.entries()) this.object(each, e, PREFIXES[key]);
      else if (DATA_SETS.includes(key)) this.object(item, DATA_SETS.indexOf(key));
      else if (key === "orientation") this.object(item, entity);
      else if (item && typeof item === "object" && !Array.isArray(item)) this.object(item, entity, PREFIXES[key]);
      else this.value(prefix, key, entity, item);
    }
  }

  private lapPositions(rows: number[][]): void {
    rows.forEach((row, lap) => {
      const start = lap * this.layout.cars;
      expect([...this.columns.positionForVehicleIdx.subarray(start, start + this.layout.cars)]).toEqual(row);
      this.compared += row.length;
    });
  }

  private value(prefix: string, key: string, entity: number, theirs: unknown): void {
    const name = prefix + key.replace(/-/g, "");
    const split = /^(.*)-in-ms$/.exec(key);
    // theirs leaves the minutes of a delta out
    const whole = split && this.field(`${prefix}${split[1]}MSPart`.replace(/-/g, ""));
    const field =
      whole ??
      this.field(name) ??
      this.field(prefix + (ALIASES[key.replace(/-/g, "")] ?? "")) ??
      this.field(`${name}Part`);
    if (!field) {
      this.left.add(name);
      return;
    }
    const {name: ourName, count, scale = 1, entities} = field;
    const column = this.columns[ourName];
    const first = (entities > 1 ? entity : 0) * count;
    if (ourName === "name") {
      expect(readText(column as Uint8Array, entity, count)).toBe(theirs);
      this.compared++;
      return;
    }
    const list: unknown[] = Array.isArray(theirs) ? theirs : [theirs];
    list.forEach((item, k) => {
      const raw = column[first + k];
      const label = `${ourName}[${entity}][${k}]`;
      if (typeof item === "boolean") expect(raw !== 0, label).toBe(item);
      else if (typeof item === "string") {
        const text = TEXTS[ourName]?.(this.packet.format, raw);
        if (text === undefined) {
          this.left.add(`${ourName}: ${item}`);
          return;
        }
        expect(/^\d+$/.test(item) ? String(raw) : plain(text), label).toBe(plain(item));
      } else expect(ourName.includes("Dir") ? raw : signed(raw, item) * scale, label).toBeCloseTo(item as number, 12);
      this.compared++;
    });
  }

  private field(name: string) {
    return this.layout.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  }
}
