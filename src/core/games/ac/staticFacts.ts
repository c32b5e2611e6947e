import {accCarOfModel} from "../acc/cars.js";
import {accTrack} from "../acc/tracks.js";
import {ACC_STATIC} from "./staticPage.js";
import {readText16} from "./struct.js";

export type AcGame = "ac" | "acc";

export const GAME_NAMES: Readonly<Record<AcGame, string>> = {ac: "Assetto Corsa", acc: "Assetto Corsa Competizione"};

/** The contents of a static page. */
export interface CarFacts {
  game: AcGame;
  version: string;
  /** folder names */
  carModel: string;
  trackText: string;
  /** display names, or the folder names when not known */
  carName: string;
  trackName: string;
  /** m; 0 when not known */
  trackLengthM: number;
  driver: string;
  sectors: number;
  /** in the page's order of wheels; 0 when not known */
  tyreRadiusM: number[];
  /** percent added to brakeBias × 100; null when not known for the car */
  biasOffset: number | null;
  /** bar per unit of brakePressure: front, rear; null in Assetto Corsa and when not known for the car */
  brakeCoefficients: readonly [number, number] | null;
}

const {at} = ACC_STATIC;
const MAX_RADIUS_M = 5;
const MAX_TRACK_M = 1e6;

/** first version of ACC's shared memory; Assetto Corsa's last one is 1.7 */
const FIRST_ACC_VERSION = [1, 8];

/**
 * Reads a static page of either game; null when the page is empty.
 *
 * No field names the game. Only Assetto Corsa writes a spline length; only ACC has names of dry tyres, a car of its list, or a later
 * version of the shared memory. The spline length is checked first, because a bridge's file may still contain text that ACC left.
 */
export function readStatic(view: DataView, game?: AcGame): CarFacts | null {
  const text = (name: keyof typeof at) => {
    const {offset, count} = ACC_STATIC.fields.find((field) => field.name === name)!;
    return readText16(view, offset, count).trim();
  };
  const carModel = text("carModel");
  const trackText = text("track");
  if (carModel === "" && trackText === "") return null;
  const spline = view.getFloat32(at.trackSPlineLength, true);
  const hasSpline = spline > 0 && spline < MAX_TRACK_M;
  const isAcc =
    text("dryTyresName") !== "" ||
    accCarOfModel(carModel) !== undefined ||
    isAtLeast(text("smVersion"), FIRST_ACC_VERSION);
  const found = game ?? (hasSpline || !isAcc ? "ac" : "acc");
  const common = {
    version: text("acVersion"),
    carModel,
    trackText,
    game: found,
    driver: [text("playerName"), text("playerSurname")].filter(Boolean).join(" ") || text("playerNick"),
    sectors: view.getInt32(at.sectorCount, true),
    tyreRadiusM: [0, 1, 2, 3].map((wheel) => {
      const radius = view.getFloat32(at.tyreRadius + 4 * wheel, true);
      return radius > 0 && radius < MAX_RADIUS_M ? radius : 0;
    }),
  };
  if (found === "acc") {
    const car = accCarOfModel(carModel);
    const track = accTrack(trackText);
    return {
      ...common,
      carName: car?.name ?? carModel,
      trackName: track?.name ?? trackText,
      trackLengthM: track?.lengthM ?? 0,
      biasOffset: car?.biasOffset ?? null,
      brakeCoefficients: car?.brakeCoefficients ?? null,
    };
  }
  return {
    ...common,
    carName: carModel,
    trackName: [trackText, text("trackConfiguration")].filter(Boolean).join(" "),
    trackLengthM: hasSpline ? spline : 0,
    biasOffset: 0,
    brakeCoefficients: null,
  };
}

/** Whether two static pages belong to the same session. */
export function sameSession(a: CarFacts, b: CarFacts): boolean {
  return (
    a.game === b.game &&
    a.version === b.version &&
    a.carModel === b.carModel &&
    a.trackName === b.trackName &&
    a.driver === b.driver
  );
}

function isAtLeast(version: string, min: readonly number[]): boolean {
  const [major, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major > min[0] || (major === min[0] && minor >= min[1]);
}
