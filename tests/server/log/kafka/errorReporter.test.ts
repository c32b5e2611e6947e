import {describe, expect, it} from "vitest";
import {errorReporter} from "../../../../server/log/kafka/errorReporter.js";

const ERROR = 1;
const WARN = 2;

function speaker() {
  const lines: string[] = [];
  const time = {now: 1_000_000};
  const say = errorReporter(
    (line) => lines.push(line),
    () => time.now,
  );
  return {lines, time, say: (message: string, error?: string, level = ERROR) => say({level, log: {message, error}})};
}

describe("errorReporter(log, clock)", () => {
  it("reports an error at once, and the same one again after a minute", () => {
    const {lines, time, say} = speaker();
    for (let i = 0; i < 125; i++, time.now += 500) say("Connection error", "connect ECONNREFUSED");
    expect(lines).toEqual(Array(2).fill("kafka: Connection error: connect ECONNREFUSED"));
    say("only a warning", undefined, WARN);
    expect(lines).toHaveLength(2);
  });

  it("reports the cause of a failure, not its consequences", () => {
    const {lines, say} = speaker();
    say("Connection error", "connect ECONNREFUSED");
    say("Failed to connect to seed broker, trying another broker from the list: Connection error");
    expect(lines).toHaveLength(1);
  });

  it("reports errors of a starting broker only when they persist", () => {
    const answer = ["Response GroupCoordinator(key: 10, version: 2)", "The group coordinator is not available"];
    const {lines, time, say} = speaker();
    for (let i = 0; i < 10; i++, time.now += 500) say(answer[0], answer[1]);
    time.now += 60_000; // another start, another time
    for (let i = 0; i < 10; i++, time.now += 500) say(answer[0], answer[1]);
    expect(lines).toEqual([]);
    for (let i = 0; i < 20; i++, time.now += 500) say(answer[0], answer[1]);
    expect(lines).toEqual([`kafka: ${answer.join(": ")}`]);
  });
});
