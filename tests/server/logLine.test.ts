import {expect, it} from "vitest";
import {logLine} from "../../server/logLine.js";

const now = () => new Date(Date.UTC(2026, 0, 2, 3, 4, 5));

it("logLine(env) writes lines as they are, or as JSON", () => {
  expect(logLine({})('a "line"')).toBe('a "line"');
  expect(logLine({LOG_FORMAT: "simple", LOG_LEVEL: "INFO", SERVICE_NAME: "x"})("a")).toBe("a");
  const line = logLine({LOG_FORMAT: "json", SERVICE_NAME: "pit"}, now)("a");
  expect(JSON.parse(line)).toEqual({time: "2026-01-02T03:04:05.000Z", level: "info", service: "pit", message: "a"});
});

it("logLine(env) refuses other formats and levels by name", () => {
  expect(() => logLine({LOG_FORMAT: "xml"})).toThrow("unknown format: xml (LOG_FORMAT: simple or json)");
  expect(() => logLine({LOG_LEVEL: "warn"})).toThrow("unknown level: warn (LOG_LEVEL");
});
