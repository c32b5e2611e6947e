import type {DebriefRequest} from "./openDebrief.js";

/** The choice of a debrief as an address or a report keeps it. */
export interface DebriefParams {
  session: string;
  car?: string;
  /** a number, or "all" */
  lap?: string;
  /** `my-best`, `session-best`, `teammate`, `theoretical-best`, `SESSION:CAR`, `SESSION:CAR:LAP` */
  reference?: string;
}

const KINDS = {
  "my-best": "my best",
  "session-best": "session best",
  teammate: "teammate",
  "theoretical-best": "theoretical best",
} as const;

export const REFERENCE_KEYS = Object.keys(KINDS);

/** What a choice asks for. */
export function requestOf({session, car, lap, reference}: DebriefParams): DebriefRequest {
  const number = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : undefined);
  const wish = referenceOf(reference);
  return {
    session,
    ...(number(car) !== undefined && {car: number(car)}),
    ...(lap === "all" ? {lap: "all" as const} : number(lap) !== undefined && {lap: number(lap)}),
    ...(wish !== undefined && {reference: wish}),
  };
}

/** The reference that a key names; undefined for none, and for a malformed key. */
export function referenceOf(key: string | null | undefined): DebriefRequest["reference"] {
  if (key && Object.hasOwn(KINDS, key)) return KINDS[key as keyof typeof KINDS];
  const [, session, car, lap] = /^([\w.-]+):(\d+)(?::(\d+))?$/.exec(key ?? "") ?? [];
  if (session === undefined) return undefined;
  return {session, car: Number(car), ...(lap !== undefined && {lap: Number(lap)})};
}
