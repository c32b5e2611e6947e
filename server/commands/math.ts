import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {readMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import type {Samples} from "../../src/core/archive/samples.js";
import {evaluateProgram} from "../../src/core/expressions/evaluate.js";
import {expressionText} from "../../src/core/expressions/expression.js";
import {caretLines, type ExpressionError} from "../../src/core/expressions/expressionError.js";
import {ExpressionStream} from "../../src/core/expressions/expressionStream.js";
import {liveNote} from "../../src/core/expressions/liveNote.js";
import type {MathChannel} from "../../src/core/expressions/mathChannels.js";
import {parseExpression} from "../../src/core/expressions/parse.js";
import {compileExpressions, type ExpressionProgram, type ProgramOutput} from "../../src/core/expressions/program.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {mean} from "../../src/core/signal/moments.js";
import {type CliCommand, type CommandContext, stringOption} from "../command.js";
import {mathLap} from "../mathLap.js";
import {UsageError, UserError} from "../userError.js";
import {alignedColumns} from "./alignedColumns.js";
import {parseLapName} from "./lapName.js";
import {withMinus} from "./numberText.js";

export const command: CliCommand = {
  name: "math",
  summary: "Computes an expression of channels, or a math channel of the workspace, over a lap.",
  usage: "[EXPRESSION|NAME SESSION:CAR:LAP]   without arguments: the math channels of the workspace",
  options: {
    unit: {type: "string", short: "u", describe: "unit of the result (default: as the expression results)"},
    live: {
      type: "boolean",
      describe: "compute it row by row, as on a running session; statistics count the lap so far",
    },
    csv: {type: "boolean", describe: "every sample as CSV: time in the lap, distance, value"},
  },
  async run(context) {
    const {positionals, values, config, json, out, log} = context;
    const channels = await readMathChannels(config.recordings).catch((error) => {
      throw new UserError(error.message);
    });
    if (positionals.length === 0) return listed(channels, context);
    if (positionals.length !== 2) throw new UsageError("math needs an expression and a lap, or nothing");
    const [text, lapText] = positionals;
    const unit = stringOption(values, "unit");
    const known = channels.find(({name}) => name === text);
    const wanted = known ? {...known, ...(unit !== undefined && {unit})} : {name: text, expression: text, unit};
    const {program, failed} = compileExpressions([wanted], channels);
    if (failed.length) {
      log(withCaret(wanted.expression, failed[0].error));
      return 1;
    }
    const lap = await lapOf(config.recordings, lapText);
    const missing = program.channels.filter((name) => !lap.samples.has(name));
    if (missing.length) throw new UserError(`${lap.name} has no ${missing.join(", ")}`);
    const columns = values.live ? streamed(program, lap.samples) : evaluateProgram(program, lap.samples).map((c) => c!);
    const {time, distance} = lap;
    if (json)
      out(
        JSON.stringify({
          lap: lap.name,
          expression: expressionText(parseExpression(wanted.expression)),
          time: [...time].map(rounded),
          distance: [...distance].map(rounded),
          outputs: program.outputs.map((output, k) => ({
            ...{name: output.name, unit: output.unit, kind: output.kind, channels: output.channels},
            live: liveNote(output.future),
            values: [...columns[k]].map((value) => (Number.isNaN(value) ? null : value)),
          })),
        }),
      );
    else if (values.csv) out(asCsv(program.outputs, columns, [time, distance]));
    else out(asText(wanted.expression, lap.name, program.outputs, columns));
    return 0;
  },
};

async function lapOf(recordings: string, text: string) {
  return mathLap(folderArchive(recordings), parseLapName(text)).catch((error) => {
    throw error instanceof LapError ? new UserError(error.message) : error;
  });
}

/** The outputs as the rows of a running lap give them. */
function streamed(program: ExpressionProgram, samples: Samples): Float64Array[] {
  let values: Float64Array[] = [];
  const stream = new ExpressionStream(program, (ended) => {
    values = ended.values;
  });
  const columns = new Map(program.channels.map((name) => [name, samples.values(name)]));
  const time = samples.values("sessionTime");
  for (let i = 0; i < samples.rows; i++)
    stream.push((name) => (name === "sessionTime" ? time[i] : (columns.get(name)?.[i] ?? Number.NaN)));
  stream.finish();
  return values;
}

function listed(channels: readonly MathChannel[], {json, out}: CommandContext): number {
  const {program, failed} = compileExpressions(channels);
  const state = ({name, expression}: MathChannel) => {
    const error = failed.find((one) => one.name === name)?.error;
    const outputs = program.outputs.filter((one) => one.of === name);
    return {error, text: error ? withCaret(expression, error) : undefined, outputs};
  };
  if (json) {
    const list = channels.map((channel) => {
      const {error, outputs} = state(channel);
      const [{unit, future, kind} = {unit: null, future: undefined, kind: null}] = outputs;
      const live = future ? liveNote(future) : null;
      return {...channel, unit, kind, live, error: error ? {message: error.message, ...error.at} : null};
    });
    out(JSON.stringify({channels: list}));
    return failed.length ? 1 : 0;
  }
  for (const channel of channels) {
    const {text, outputs} = state(channel);
    const unit = outputs[0]?.unit ? ` [${outputs[0].unit}]` : "";
    out(`${channel.name}${unit}${channel.about ? `: ${channel.about}` : ""}`);
    out(`  ${(text ?? channel.expression).replaceAll("\n", "\n  ")}`);
  }
  return failed.length ? 1 : 0;
}

function withCaret(expression: string, error: ExpressionError): string {
  return [error.message, ...caretLines(expression, error.at).map((line) => `  ${line}`)].join("\n");
}

function asText(
  expression: string,
  lap: string,
  outputs: readonly ProgramOutput[],
  columns: readonly Float64Array[],
): string {
  const rows = outputs.map(({name, unit}, k) => {
    const known = columns[k].filter((value) => !Number.isNaN(value));
    const numbers = known.length
      ? [known.reduce((a, b) => Math.min(a, b)), mean(known), known.reduce((a, b) => Math.max(a, b))]
      : [];
    const texts = [0, 1, 2].map((i) =>
      numbers[i] === undefined ? "–" : withMinus(String(Number(numbers[i].toPrecision(5)))),
    );
    return [outputs.length > 1 ? name.slice(-2) : "", ...texts, unit || "–", `${known.length} of ${columns[k].length}`];
  });
  const table = alignedColumns([["", "min", "mean", "max", "unit", "samples"], ...rows]);
  return [`${expressionText(parseExpression(expression))}  ${lap}`, ...table, liveNote(outputs[0].future)].join("\n");
}

function asCsv(
  outputs: readonly ProgramOutput[],
  columns: readonly Float64Array[],
  [time, distance]: Float64Array[],
): string {
  const heads = outputs.map(({name, unit}) => `"${name.replaceAll('"', '""')}${unit ? ` [${unit}]` : ""}"`);
  const lines = Array.from(time, (t, i) =>
    [rounded(t), rounded(distance[i]), ...columns.map((column) => (Number.isNaN(column[i]) ? "" : column[i]))].join(
      ",",
    ),
  );
  return [["time [s]", "distance [m]", ...heads].join(","), ...lines].join("\n");
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
