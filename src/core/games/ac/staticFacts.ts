import {accCarOfModel} from "../acc/cars.js";
import {accTrack} from "../acc/tracks.js";
import {readText16} from "./layout.js";
import {ACC_STATIC} from "./staticPage.js";

export type AcGame = "ac" | "acc";

export const GAME_NAMES: Readonly<Record<AcGame, string>> = {ac: "Assetto Corsa", acc: "Assetto Corsa Competizione"};

/** What the static page says. */
export interface CarFacts {
  game: AcGame;
  version: string;
  /** folder names */
  carModel: string;
  trackText: string;
  /** as people say it, where known */
  carName: string;
  trackName: string;
  /** m, 0 unknown */
  trackLengthM: number;
  driver: string;
  sectors: number;
  /** in the page's order of wheels; 0 unknown */
  tyreRadiusM: number[];
  /** added to brakeBias × 100; null when the car's is not known */
  biasOffset: number | null;
  /** brakePressure × this is bar: front, rear; null in the older game and for a car not known */
  brakeCoefficients: readonly [number, number] | null;
}

const {at} = ACC_STATIC;
const SANE_RADIUS_M = 5;
const SANE_TRACK_M = 1e6;

/** The older game ends at layout 1.7, the newer one's document is 1.8.12 */
const FIRST_NEWER_LAYOUT = [1, 8];

/**
 * Reads a static page of either game; null for one that nobody has filled.
 *
 * No field names the game. A spline length is only in the older one; names of dry tyres, a car of its list, or a later version of the
 * layout only in the newer one. In that order, so that bytes which the newer game left in a bridge's file do not decide.
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
  const hasSpline = spline > 0 && spline < SANE_TRACK_M;
  const newer =
    text("dryTyresName") !== "" ||
    accCarOfModel(carModel) !== undefined ||
    isAtLeast(text("smVersion"), FIRST_NEWER_LAYOUT);
  const found = game ?? (hasSpline || !newer ? "ac" : "acc");
  const common = {
    version: text("acVersion"),
    ...{carModel, trackText, game: found},
    driver: [text("playerName"), text("playerSurname")].filter(Boolean).join(" ") || text("playerNick"),
    sectors: view.getInt32(at.sectorCount, true),
    tyreRadiusM: [0, 1, 2, 3].map((wheel) => {
      const radius = view.getFloat32(at.tyreRadius + 4 * wheel, true);
      return radius > 0 && radius < SANE_RADIUS_M ? radius : 0;
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

/** Whether two static pages speak of one session. */
export function sameSession(a: CarFacts, b: CarFacts): boolean {
  return (
    a.game === b.game &&
    a.version === b.version &&
    a.carModel === b.carModel &&
    a.trackName === b.trackName &&
    a.driver === b.driver
  );
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const [major, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major > least[0] || (major === least[0] && minor >= least[1]);
}
