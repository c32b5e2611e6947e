import {AC_GRAPHICS, ACC_GRAPHICS, STATUS} from "../../games/ac/graphicsPage.js";
import {NO_TIME} from "../../games/ac/lapTime.js";
import type {PageName} from "../../games/ac/pages.js";
import {AC_PHYSICS, ACC_PHYSICS} from "../../games/ac/physicsPage.js";
import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import type {AcGame} from "../../games/ac/staticFacts.js";
import {AC_STATIC, ACC_STATIC} from "../../games/ac/staticPage.js";
import {type FieldValue, type Struct, writeStruct} from "../../games/ac/struct.js";
import {type Sensors, WORKING_SENSORS} from "../faults/sensors.js";
import {accTrackText} from "./accNumbers.js";
import type {Moment} from "./gameRun.js";
import {accGraphics, acGraphics, commonGraphics} from "./graphicsValues.js";
import {accPhysics, acPhysics, commonPhysics, litres, TYRE_RADIUS} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";

/** Receives written pages: the files of a bridge, or memory. */
export interface PageSink {
  write(page: PageName, bytes: Uint8Array): void;
}

export interface AcPagesWriterOptions {
  game?: AcGame;
  /** slot of the player's car */
  player?: number;
  /** the lap count changes one graphics page before the sector index and the sector time, as in public logs */
  sectorLag?: boolean;
  /** sector times count from the line, as in some builds of ACC */
  sectorsFromLine?: boolean;
  /** length of the physics page; shorter in older versions of the game */
  physicsBytes?: number;
  version?: string;
  sensors?: Sensors;
  carModel?: string;
  track?: string;
}

/**
 * Writes a simulated session as the shared-memory pages of AC or ACC. `show` writes the pages that change in a frame; the single steps
 * are `begin` (static page), `step` (physics and graphics pages) and `leave` (the state after the session).
 */
export class AcPagesWriter {
  status: number = STATUS.live;
  readonly options: Required<AcPagesWriterOptions>;
  private physicsId = 0;
  private graphicsId = 0;
  private sector = 0;
  private sectorMs = 0;
  private lapCount = 0;
  private readonly buffers = new Map<PageName, Uint8Array>();

  constructor(
    private session: SimSession,
    private readonly sink: PageSink,
    options: AcPagesWriterOptions = {},
  ) {
    const acc = options.game === "acc";
    this.options = {
      game: "ac",
      player: 0,
      sectorLag: true,
      sectorsFromLine: false,
      sensors: WORKING_SENSORS,
      physicsBytes: acc ? ACC_PHYSICS.bytes : AC_PHYSICS.bytes,
      version: acc ? "1.10" : "1.16.4",
      carModel: SIMULATED_CAR,
      track: acc ? accTrackText(session.circuit.description.id) : session.circuit.description.id,
      ...options,
    };
  }

  private get player(): SimCar {
    return this.session.cars[this.options.player];
  }

  show(moment: Moment, session: SimSession): void {
    switch (moment) {
      case "begun":
        this.begin(session);
        this.step();
        break;
      case "driven":
        this.status = STATUS.live;
        this.step();
        break;
      case "paused":
        if (this.status !== STATUS.pause) this.stop(STATUS.pause);
        break;
      case "away":
        if (this.status !== STATUS.off) this.stop(STATUS.off);
    }
  }

  begin(session = this.session): void {
    this.session = session;
    this.status = STATUS.live;
    const {options, player} = this;
    const {engine, ers} = player.car;
    const [playerName, ...rest] = player.name.split(" ");
    const common = {
      smVersion: options.game === "acc" ? "1.9" : "1.7",
      acVersion: options.version,
      numberOfSessions: 1,
      numCars: session.cars.length,
      carModel: options.carModel,
      track: options.track,
      playerName,
      playerSurname: rest.join(" "),
      sectorCount: 3,
      maxRpm: engine.maxRpm,
      maxFuel: litres(110),
      penaltiesEnabled: 1,
      aidFuelRate: 1,
    };
    if (options.game === "acc") {
      this.put("static", ACC_STATIC, [common, {dryTyresName: "simulated", wetTyresName: "simulated"}]);
      return;
    }
    const own = {
      maxPower: engine.power,
      tyreRadius: Array(4).fill(TYRE_RADIUS),
      hasDRS: 1,
      hasERS: 1,
      aidTireRate: 1,
      ersMaxJ: ers.parameters.capacity,
      trackSPlineLength: session.circuit.lengthM,
    };
    this.put("static", AC_STATIC, [common, own]);
  }

  step(): void {
    this.physics();
    this.graphics();
  }

  /** The player returns to the menu. */
  leave(): void {
    this.stop(STATUS.off);
  }

  private stop(status: number): void {
    this.status = status;
    this.graphics();
  }

  physics(): void {
    const {session, player} = this;
    const {game, sensors, physicsBytes} = this.options;
    const [layout, own] = game === "acc" ? [ACC_PHYSICS, accPhysics(player)] : [AC_PHYSICS, acPhysics(player, sensors)];
    this.put(
      "physics",
      layout,
      [{packetId: ++this.physicsId}, commonPhysics(player, session, sensors), own],
      physicsBytes,
    );
  }

  graphics(): void {
    const {session, options, player} = this;
    const acc = options.game === "acc";
    this.followSectors(player);
    const step = {
      packetId: ++this.graphicsId,
      status: this.status,
      currentSectorIndex: this.sector,
      lastSectorTime: this.sectorMs,
    };
    const own = acc ? accGraphics(player, session) : acGraphics(player);
    const common = commonGraphics(player, session, acc ? NO_TIME : 0);
    this.put("graphics", acc ? ACC_GRAPHICS : AC_GRAPHICS, [step, common, own]);
  }

  private followSectors({timing}: SimCar): void {
    const laps = timing.laps.length;
    const late = laps !== this.lapCount && this.options.sectorLag;
    this.lapCount = laps;
    if (late) return;
    const sector = timing.started ? timing.sector : 0;
    if (sector !== this.sector) {
      const times = sector === 0 ? (timing.laps.at(-1)?.sectorTimesMs ?? []) : timing.sectorTimesMs.slice(0, sector);
      const last = times.at(-1) ?? 0;
      this.sectorMs = this.options.sectorsFromLine ? times.reduce<number>((sum, ms) => sum + ms, 0) : last;
    }
    this.sector = sector;
  }

  private put(page: PageName, layout: Struct, values: readonly Values[], size = layout.bytes): void {
    let buffer = this.buffers.get(page);
    if (!buffer) this.buffers.set(page, (buffer = new Uint8Array(layout.bytes)));
    const view = new DataView(buffer.buffer);
    for (const group of values) writeStruct(layout, view, group);
    this.sink.write(page, buffer.subarray(0, size));
  }
}

type Values = Readonly<Record<string, FieldValue | undefined>>;
