import {kindOf, unitOfBoth} from "../compute.js";
import {type ExpressionFunction, folded, plainForm, sameForm} from "./call.js";

const ANY = 20;

/** Functions that choose among values, or join several. */
export const CHOICE_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  if: {
    usage: "if(condition, a, b)",
    about: "a where the condition holds, else b; also condition ? a : b",
    args: [3, 3],
    apply({args: [condition, ...values], at, compute}) {
      const [a, b] = compute.alike(values, "used");
      const form = {...sameForm(a, at), kind: kindOf(values), unit: unitOfBoth(a, b)};
      return compute.apply("choose", [compute.condition(condition), a, b], form);
    },
  },
  either: {
    usage: "either(a, b, …)",
    about: "the first that is known",
    args: [2, ANY],
    apply: (call) => folded("either", call),
  },
  known: {
    usage: "known(x)",
    about: "whether there is a value",
    args: [1, 1],
    apply: ({args: [x], at, compute}) => compute.apply("known", [x], {...plainForm(at), kind: "condition"}),
  },
  min: {
    usage: "min(a, b, …)",
    about: "the smallest; unknown where one is unknown",
    args: [2, ANY],
    apply: (call) => folded("smaller", call),
  },
  max: {
    usage: "max(a, b, …)",
    about: "the largest; unknown where one is unknown",
    args: [2, ANY],
    apply: (call) => folded("larger", call),
  },
  mean: {
    usage: "mean(a, b, …)",
    about: "their mean",
    args: [2, ANY],
    apply: ({args, at, compute}) => compute.mean(args, at),
  },
};
