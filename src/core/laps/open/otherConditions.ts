import {isRace} from "../gaps.js";
import type {FoundLap} from "./archivedLap.js";

/** What else two groups of laps differ by, where it is known: the kind of session and the tyres. For the user. */
export function otherConditions(own: readonly FoundLap[], references: readonly FoundLap[]): string[] {
  const kinds = (laps: readonly FoundLap[]) => [...new Set(laps.map(({session}) => session.type))];
  const [mine, theirs] = [kinds(own), kinds(references)];
  const tyres = (laps: readonly FoundLap[]) =>
    [...new Set(laps.flatMap(({row}) => row.tyreCompound ?? []))].sort().join(" and ");
  const [a, b] = [tyres(own), tyres(references)];
  return [
    ...kindText(mine, theirs),
    ...(a && b && a !== b ? [`on other tyres than the reference: ${a} against ${b}`] : []),
  ];
}

/** Whether laps were driven for a grid position: with little fuel, mostly on new tyres. */
export function isQualifying(type: string): boolean {
  return /qualif|shoot-?out/i.test(type);
}

function kindText(own: readonly string[], references: readonly string[]): string[] {
  if (references.every(isQualifying) && !own.some(isQualifying))
    return ["the reference is from qualifying: less fuel and newer tyres may be part of the difference"];
  const [inRace, isRaced] = [own, references].map((types) => types.every(isRace));
  if (inRace && !references.some(isRace))
    return [
      `these laps are from a race, the reference is not (${references.join(", ")}): fuel, tyres and traffic may be part of the difference`,
    ];
  if (isRaced && !own.some(isRace))
    return ["the reference is from a race: its fuel, tyres and traffic may be part of the difference"];
  return [];
}
