import type {ExpressionFunction} from "./call.js";
import {CHOICE_FUNCTIONS} from "./choiceFunctions.js";
import {NUMBER_FUNCTIONS} from "./numberFunctions.js";
import {TIME_FUNCTIONS} from "./timeFunctions.js";

/** The functions of expressions by name. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries({...TIME_FUNCTIONS, ...CHOICE_FUNCTIONS, ...NUMBER_FUNCTIONS}),
);
