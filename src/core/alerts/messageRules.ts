import type {SessionMessage} from "../messages/events.js";
import type {RuleEvaluator} from "./evaluator.js";
import type {EventRule, PenaltyRule, RainRule, SafetyCarRule} from "./rule.js";

/** The probability must fall by this below the limit before rain is told again, %. */
const RAIN_BACK = 20;

/** Rain is forecast on a dry track: session event `forecast`, whose details in0, in5 … are probabilities in so many minutes, %. */
export function rainEvaluator(rule: RainRule): RuleEvaluator {
  return {
    rule,
    initial: [0],
    channels: [],
    message(state, {kind, details, sessionTime, lap, text}, raise) {
      if (kind !== "forecast") return;
      let most = 0;
      let minutes = Number.POSITIVE_INFINITY;
      for (const key in details) {
        const ahead = Number(key.slice(2));
        if (!(ahead > 0 && ahead <= rule.withinMin)) continue;
        most = Math.max(most, details[key]);
        if (details[key] >= rule.percent) minutes = Math.min(minutes, ahead);
      }
      const isWet = (details.in0 ?? 0) >= rule.percent;
      if (most < rule.percent - RAIN_BACK && !isWet) state[0] = 0;
      if (most < rule.percent || state[0] === 1) return;
      state[0] = 1;
      // it rains already: nothing is coming
      if (isWet) return;
      raise({
        ...{value: most, limit: rule.percent, unit: "%", channel: "forecast", lap, minutes, words: text},
        ...{fromTime: sessionTime, toTime: sessionTime},
      });
    },
  };
}

const DEPLOYED = 0;

/** A safety car or virtual safety car comes out: by the game's event, else by the state in its session packets, whichever is read first. */
export function safetyCarEvaluator(rule: SafetyCarRule): RuleEvaluator {
  return {
    rule,
    initial: [0],
    channels: [],
    message(state, message, raise) {
      const now = safetyCarAfter(message, state[0]);
      const before = state[0];
      state[0] = now;
      if (now === before || !(now === 1 || now === 2)) return;
      raise({
        ...{value: now, limit: 0, unit: "", channel: message.kind, lap: message.lap},
        ...{words: now === 1 ? "safety car out" : "virtual safety car out"},
        ...{fromTime: message.sessionTime, toTime: message.sessionTime},
      });
    },
  };
}

/** The state after a message: 0 none, 1 safety car, 2 virtual safety car, 3 formation lap. */
export function safetyCarAfter({kind, details}: SessionMessage, before: number): number {
  if (kind === "safetyCar") return details.to ?? before;
  return kind === "SCAR" && details.eventType === DEPLOYED ? (details.safetyCarType ?? before) : before;
}

/** Of the games' penalty types: drive-through, stop-go, grid, time, disqualified. The others are warnings, reminders and lost laps. */
const PENALTIES_THAT_COST = [0, 1, 2, 4, 6];

export function penaltyEvaluator(rule: PenaltyRule): RuleEvaluator {
  return {
    rule,
    initial: [],
    channels: [],
    message(_state, {kind, details, sessionTime, lap, text}, raise) {
      if (kind !== "PENA" || !PENALTIES_THAT_COST.includes(details.penaltyType)) return;
      const value = details.time > 0 && details.time < 255 ? details.time : Number.NaN;
      raise({
        ...{value, limit: Number.NaN, unit: "s", channel: kind, lap, words: text},
        ...{fromTime: sessionTime, toTime: sessionTime},
      });
    },
  };
}

export function eventEvaluator(rule: EventRule): RuleEvaluator {
  return {
    rule,
    initial: [],
    channels: [],
    message(_state, {kind, sessionTime, lap, text}, raise) {
      if (!rule.events.includes(kind)) return;
      raise({
        ...{value: Number.NaN, limit: Number.NaN, unit: "", channel: kind, lap, words: text},
        ...{fromTime: sessionTime, toTime: sessionTime},
      });
    },
  };
}
