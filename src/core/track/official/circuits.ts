import {trackSlug} from "../trackKey.js";
import {ENDURANCE} from "./endurance.js";
import type {OfficialCircuit} from "./facts.js";
import {FORMER_FORMULA_ONE} from "./formerFormulaOne.js";
import {FORMULA_ONE} from "./formulaOne.js";
import {NORDSCHLEIFE} from "./nordschleife.js";

/** Every circuit whose corners we know by number, name and place. */
export const OFFICIAL_CIRCUITS: readonly OfficialCircuit[] = [
  ...FORMULA_ONE,
  ...FORMER_FORMULA_ONE,
  ...ENDURANCE,
  ...NORDSCHLEIFE,
];

/** A circuit's lap differs from a track's by less than this share: lines and games differ by 1 or 2 %. */
const LENGTH = 0.035;

/** The layouts that a track's name or id may mean and whose length agrees; several layouts share a name. */
export function circuitsNamed({name, id, lengthM}: {name: string; id: string; lengthM: number}): OfficialCircuit[] {
  const slugs = new Set([trackSlug(name), trackSlug(id)]);
  return circuitsOfLengthM(lengthM).filter(
    (circuit) =>
      slugs.has(circuit.id) || slugs.has(trackSlug(circuit.name)) || circuit.aliases.some((a) => slugs.has(a)),
  );
}

/** The layouts about as long as a track. */
export function circuitsOfLengthM(lengthM: number): OfficialCircuit[] {
  return OFFICIAL_CIRCUITS.filter((circuit) => Math.abs(circuit.lengthM / lengthM - 1) < LENGTH);
}
