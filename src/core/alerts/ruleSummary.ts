import type {RuleKind} from "./rule.js";
import {fieldsOfKind, RULE_KINDS} from "./ruleFields.js";
import type {WrittenRule} from "./ruleFile.js";

/** What a rule watches, in a line: `brakeTemp above 1200 °C for 5 s`. A rule with faults as far as it says anything; "" of an unknown kind. */
export function ruleSummary(rule: WrittenRule): string {
  const kind = rule.kind as RuleKind;
  if (!RULE_KINDS.includes(kind)) return "";
  const field = (name: string) => rule[name] ?? fieldsOfKind(kind)[name]?.fallback ?? "";
  const text = (name: string) => String(field(name)).replace(/^-(?=[\d.])/, "−");
  const positive = (name: string) => Number(field(name)) > 0;
  const forSome = positive("forS") ? ` for ${text("forS")} s` : "";
  const only = rule.while ? `, while ${text("while")}` : "";
  const per = (name: string, unit: string) => `${name} ${text(name)}${unit && ` ${unit}`}`;
  const limits = (unit: string) =>
    ["above", "below"].flatMap((name) => (rule[name] === undefined ? [] : [per(name, unit)])).join(" or ");
  const unit = text("unit");
  switch (kind) {
    case "threshold":
      return `${text("value")} ${limits(unit)}${forSome}${only}`;
    case "rate":
      return `change of ${text("value")} ${limits(`${unit}/s`)} over ${text("overS")} s${only}`;
    case "condition":
      return `${text("when")}${forSome}`;
    case "missing":
      return `no ${text("value")}${forSome}`;
    case "cusum": {
      const ways = {up: "has risen", down: "has fallen"}[text("direction")] ?? "has moved";
      return `${text("of") === "lapTime" ? "the level of the lap times" : `the lap's mean of ${text("of")}`} ${ways}`;
    }
    case "lockUp":
      return `a braked wheel turns at less than ${Math.round(100 * (1 - Number(field("slip"))))} % of the car's speed${forSome}`;
    case "trackLimits":
      return "the game invalidates the running lap";
    case "fuelShort":
      return positive("reserveLaps")
        ? `the fuel does not last with ${text("reserveLaps")} laps in reserve`
        : "the fuel does not last to the end";
    case "best":
      return `a lap beats the ${text("of") === "session" ? "session's" : "car's own"} best, after ${text("afterLaps")} laps`;
    case "rain":
      return `rain of at least ${text("percent")} % is forecast within ${text("withinMin")} min`;
    case "safetyCar":
      return "a safety car or virtual safety car comes out";
    case "penalty":
      return "drive-through, stop-go, grid, time, disqualification";
    case "event":
      return `session events ${Array.isArray(rule.events) ? rule.events.join(", ") : ""}`;
  }
}
