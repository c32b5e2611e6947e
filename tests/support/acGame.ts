import {AC_GRAPHICS, ACC_GRAPHICS, NO_TIME} from "../../src/core/ac/graphicsPage.js";
import {writeFields} from "../../src/core/ac/layout.js";
import {AC_PHYSICS, ACC_PHYSICS} from "../../src/core/ac/physicsPage.js";
import {AC_STATIC, ACC_STATIC} from "../../src/core/ac/staticPage.js";
import type {PageName} from "../../src/core/sources/pages.js";
import type {DriveState} from "./acDrive.js";

/** Where a game writes: memory, or a bridge's files. */
export interface PageSink {
  write(page: PageName, bytes: Uint8Array): void;
}

export interface AcGameOptions {
  game?: "ac" | "acc";
  session?: number;
  /** the count of laps moves one graphics step before the sector index and its time, as seen in public logs */
  sectorLag?: boolean;
  /** the older game ends its physics page here */
  physicsBytes?: number;
  carModel?: string;
  track?: string;
  /** of the newer game's cars, which is the player's */
  slot?: number;
}

/** Assetto Corsa, or Competizione, as its shared memory shows it: writes the pages of a drive into a memory. */
export class AcGame {
  completedLaps = 0;
  status = 2;
  valid = true;
  isInPit = false;
  penalty = 0;
  tyreSet = 4;
  physicsId = 0;
  graphicsId = 0;
  private sectorIndex = 0;
  private lastSectorMs = 0;
  private shownLaps = 0;
  readonly options: Required<AcGameOptions>;

  constructor(
    private readonly memory: PageSink,
    options: AcGameOptions = {},
  ) {
    const acc = options.game === "acc";
    this.options = {
      ...{game: "ac", session: 0, sectorLag: true, physicsBytes: acc ? ACC_PHYSICS.bytes : AC_PHYSICS.bytes, slot: 3},
      carModel: acc ? "bmw_m4_gt3" : "ks_test_car",
      track: acc ? "Red_Bull_Ring" : "ks_red_bull_ring",
      ...options,
    };
  }

  static(lengthM: number, version = "1.16.4"): void {
    const acc = this.options.game === "acc";
    const common = {
      ...{smVersion: "1.7", acVersion: version, numberOfSessions: 1, numCars: 1, sectorCount: 3},
      ...{carModel: this.options.carModel, track: this.options.track, playerName: "Ada", playerSurname: "Lovelace"},
    };
    if (acc) this.put("static", ACC_STATIC, {...common, dryTyresName: "DHE2020", wetTyresName: "WH2020"});
    else
      this.put("static", AC_STATIC, {
        ...{...common, trackSPlineLength: lengthM, trackConfiguration: "gp"},
        tyreRadius: [0.33, 0.33, 0.34, 0.34],
      });
  }

  physics(state: DriveState): void {
    const {gear, rpm, throttle, brake, steering, speedKmh, velocityX, velocityZ} = state;
    const wheel = speedKmh / 3.6 / 0.33;
    const values = {
      ...{packetId: ++this.physicsId, gas: throttle, brake, gear: gear + 1, rpms: rpm, steerAngle: steering, speedKmh},
      ...{velocity: [velocityX, 0, velocityZ], accG: [0.5, 0, -0.25], fuel: 20, clutch: 1, airTemp: 21.4, roadTemp: 33},
      ...{wheelsPressure: [26, 27, 28, 29], tyreCoreTemperature: [80, 81, 82, 83], brakeTemp: [300, 310, 320, 330]},
      ...{wheelAngularSpeed: [wheel, wheel, wheel, wheel], brakeBias: 0.64, localVelocity: [0.1, 0, speedKmh / 3.6]},
    };
    const size = this.options.physicsBytes;
    if (this.options.game === "acc")
      this.put(
        "physics",
        ACC_PHYSICS,
        {
          ...{...values, slipRatio: [0.01, 0.02, 0.03, 0.04], waterTemp: 88, absInAction: 1, numberOfTyresOut: 1},
          ...{brakePressure: [0.5, 0.25, 1, 2], padLife: [28, 27, 26, 25], discLife: [31.5, 31, 30.5, 30]},
        },
        size,
      );
    else
      this.put(
        "physics",
        AC_PHYSICS,
        {
          ...{...values, wheelLoad: [3000, 3100, 3200, 3300], suspensionTravel: [0.02], rideHeight: [0.05, 0.0625]},
          ...{turboBoost: 0.75, airDensity: 1.25, performanceMeter: -0.5, wheelSlip: [0.5, 1, 1.5, 2]},
          ...{tyreTempI: [90, 91, 92, 93], tyreTempM: [85, 86, 87, 88], tyreTempO: [80, 81, 82, 83]},
          ...{camberRAD: [-0.0625, -0.125, 0.25, 0.5], kersCharge: 0.5},
        },
        size,
      );
  }

  graphics(state: DriveState): void {
    const {timing, share, lapMs, x, z} = state;
    const laps = timing.laps.length;
    const last = timing.laps.at(-1);
    const moved = laps !== this.shownLaps;
    this.shownLaps = laps;
    if (!moved || !this.options.sectorLag) {
      const sector = timing.started ? timing.sector : 0;
      if (sector !== this.sectorIndex)
        this.lastSectorMs = sector === 0 ? (last?.sectorTimesMs[2] ?? 0) : timing.sectorTimesMs[sector - 1];
      this.sectorIndex = sector;
    }
    const common = {
      ...{packetId: ++this.graphicsId, status: this.status, session: this.options.session},
      ...{completedLaps: laps + this.completedLaps, position: 1, iCurrentTime: lapMs},
      iLastTime: last?.lapTimeMs ?? (this.options.game === "acc" ? NO_TIME : 0),
      ...{currentSectorIndex: this.sectorIndex, lastSectorTime: this.lastSectorMs, isInPit: +this.isInPit},
      ...{normalizedCarPosition: Math.fround(share), numberOfLaps: 0, tyreCompound: "Soft (S)"},
    };
    if (this.options.game === "ac") {
      this.put("graphics", AC_GRAPHICS, {...common, carCoordinates: [x, 1.5, z], flag: 0, surfaceGrip: 0.98});
      return;
    }
    const {slot} = this.options;
    const cars = new Array(180).fill(-77);
    cars.splice(3 * slot, 3, x, 1.5, z);
    const ids = Array.from({length: 60}, (_, i) => (i === slot ? 1007 : 2000 + i));
    this.put("graphics", ACC_GRAPHICS, {
      ...{...common, activeCars: slot + 1, carCoordinates: cars, carID: ids, playerCarID: 1007},
      ...{
        isValidLap: +this.valid,
        penalty: this.penalty,
        gapAhead: 1234,
        rainIntensity: 1,
        ...{gapBehind: 4321, TC: 3, TCCUT: 2, ABS: 4, EngineMap: 1, exhaustTemperature: 412, fuelEstimatedLaps: 6.5},
        ...{windSpeed: 2.5, windDirection: 1.25, iBestTime: 90_000, iDeltaLapTime: 250, isDeltaPositive: 0},
        currentTyreSet: this.tyreSet,
      },
    });
  }

  private put<N extends string>(
    page: PageName,
    layout: Parameters<typeof writeFields<N>>[0],
    values: Parameters<typeof writeFields<N>>[2],
    size = layout.bytes,
  ): void {
    const bytes = new Uint8Array(layout.bytes);
    writeFields(layout, new DataView(bytes.buffer), values);
    this.memory.write(page, bytes.subarray(0, size));
  }
}
