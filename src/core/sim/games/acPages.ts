import {AC_GRAPHICS, ACC_GRAPHICS, NO_TIME, STATUS} from "../../games/ac/graphicsPage.js";
import {type FieldValue, type Layout, writeFields} from "../../games/ac/layout.js";
import type {PageName} from "../../games/ac/pages.js";
import {AC_PHYSICS, ACC_PHYSICS} from "../../games/ac/physicsPage.js";
import {SIMULATED_CAR} from "../../games/ac/simulated.js";
import type {AcGame} from "../../games/ac/staticFacts.js";
import {AC_STATIC, ACC_STATIC} from "../../games/ac/staticPage.js";
import {type Sensors, SOUND} from "../faults/sensors.js";
import {accTrackText} from "./accNumbers.js";
import type {Moment} from "./gameRun.js";
import {accGraphics, acGraphics, graphics} from "./graphicsValues.js";
import {accPhysics, acPhysics, litres, physics, TYRE_RADIUS} from "./physicsValues.js";
import type {SimCar, SimSession} from "./simSession.js";

/** Where a game writes: a bridge's files, memory. */
export interface PageSink {
  write(page: PageName, bytes: Uint8Array): void;
}

export interface AcPagesOptions {
  game?: AcGame;
  /** slot of the car whose cockpit the pages show */
  player?: number;
  /** the count of laps moves one graphics step before the sector index and its time, as seen in public logs */
  sectorLag?: boolean;
  /** an older game ends its physics page here */
  physicsBytes?: number;
  version?: string;
  sensors?: Sensors;
  carModel?: string;
  track?: string;
}

/**
 * Assetto Corsa, or Competizione, as its shared memory shows a simulated session: `show` writes what a frame of it changes, or
 * `begin` the static page, `step` physics and graphics, `leave` what a game leaves behind.
 */
export class AcPages {
  status: number = STATUS.live;
  readonly options: Required<AcPagesOptions>;
  private physicsId = 0;
  private graphicsId = 0;
  private sector = 0;
  private sectorMs = 0;
  private shownLaps = 0;
  private readonly rooms = new Map<PageName, Uint8Array>();

  constructor(
    private session: SimSession,
    private readonly sink: PageSink,
    options: AcPagesOptions = {},
  ) {
    const acc = options.game === "acc";
    this.options = {
      ...{
        game: "ac",
        player: 0,
        sectorLag: true,
        sensors: SOUND,
        physicsBytes: acc ? ACC_PHYSICS.bytes : AC_PHYSICS.bytes,
      },
      ...{version: acc ? "1.10" : "1.16.4", carModel: SIMULATED_CAR},
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
        if (this.status !== STATUS.pause) this.rest(STATUS.pause);
        break;
      case "away":
        if (this.status !== STATUS.off) this.rest(STATUS.off);
    }
  }

  begin(session = this.session): void {
    this.session = session;
    this.status = STATUS.live;
    const {options, player} = this;
    const {engine, ers} = player.car;
    const [playerName, ...rest] = player.name.split(" ");
    const common = {
      ...{
        smVersion: options.game === "acc" ? "1.9" : "1.7",
        acVersion: options.version,
        numberOfSessions: 1,
        numCars: session.cars.length,
      },
      ...{carModel: options.carModel, track: options.track, playerName, playerSurname: rest.join(" ")},
      ...{sectorCount: 3, maxRpm: engine.maxRpm, maxFuel: litres(110), penaltiesEnabled: 1, aidFuelRate: 1},
    };
    if (options.game === "acc") {
      this.put("static", ACC_STATIC, [common, {dryTyresName: "simulated", wetTyresName: "simulated"}]);
      return;
    }
    const own = {
      ...{maxPower: engine.power, tyreRadius: Array(4).fill(TYRE_RADIUS), hasDRS: 1, hasERS: 1, aidTireRate: 1},
      ...{ersMaxJ: ers.parameters.capacity, trackSPlineLength: session.circuit.lengthM},
    };
    this.put("static", AC_STATIC, [common, own]);
  }

  step(): void {
    this.physics();
    this.graphics();
  }

  /** Back in the menu. */
  leave(): void {
    this.rest(STATUS.off);
  }

  private rest(status: number): void {
    this.status = status;
    this.graphics();
  }

  physics(): void {
    const {session, player} = this;
    const {game, sensors, physicsBytes} = this.options;
    const [layout, own] = game === "acc" ? [ACC_PHYSICS, accPhysics(player)] : [AC_PHYSICS, acPhysics(player, sensors)];
    this.put("physics", layout, [{packetId: ++this.physicsId}, physics(player, session, sensors), own], physicsBytes);
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
    const common = graphics(player, session, acc ? NO_TIME : 0);
    this.put("graphics", acc ? ACC_GRAPHICS : AC_GRAPHICS, [step, common, own]);
  }

  private followSectors({timing}: SimCar): void {
    const laps = timing.laps.length;
    const late = laps !== this.shownLaps && this.options.sectorLag;
    this.shownLaps = laps;
    if (late) return;
    const sector = timing.started ? timing.sector : 0;
    if (sector !== this.sector)
      this.sectorMs = sector === 0 ? (timing.laps.at(-1)?.sectorTimesMs[2] ?? 0) : timing.sectorTimesMs[sector - 1];
    this.sector = sector;
  }

  private put(page: PageName, layout: Layout, values: readonly Values[], size = layout.bytes): void {
    let room = this.rooms.get(page);
    if (!room) this.rooms.set(page, (room = new Uint8Array(layout.bytes)));
    const view = new DataView(room.buffer);
    for (const group of values) writeFields(layout, view, group);
    this.sink.write(page, room.subarray(0, size));
  }
}

type Values = Readonly<Record<string, FieldValue | undefined>>;
