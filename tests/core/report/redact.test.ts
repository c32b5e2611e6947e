import {expect, it} from "vitest";
import type {ArchivedSession, SessionFile} from "../../../src/core/archive/types.js";
import {anonymous, redactionOf} from "../../../src/core/report/redact.js";

const sessionOf = (...names: string[]) =>
  ({session: {drivers: names.map((name, car) => ({car, name}))}, laps: []}) as unknown as ArchivedSession;

it("redactionOf(sessions) numbers drivers in their order, one number a name over all sessions", () => {
  const {name} = redactionOf([sessionOf("Ada", "Bo"), sessionOf("Cy", "Ada")]);
  expect(["Ada", "Bo", "Cy", "Ada", ""].map(name)).toEqual(["Driver 1", "Driver 2", "Driver 3", "Driver 1", ""]);
  expect(name("somebody else")).toBe("Driver ?");
});

it("redactionOf(sessions).text(text) replaces whole names in any case, the longer of two first, special characters too", () => {
  const {text} = redactionOf([sessionOf("Ann", "Ann Lee", "A.J. (x)", "José")]);
  expect(text("ann lee beat ANN's lap, A.J. (x) and José; Annual, AxJ. (x)")).toBe(
    "Driver 2 beat Driver 1's lap, Driver 3 and Driver 4; Annual, AxJ. (x)",
  );
  expect(redactionOf([sessionOf("", " ")]).text("nobody")).toBe("nobody");
});

it("redactionOf(sessions).text(text) finds a name however its accents and spaces are stored", () => {
  const {text} = redactionOf([sessionOf("José  Díaz", "Kay")]);
  expect(text("José Díaz".normalize("NFD"))).toBe("Driver 1");
  // the Kelvin sign is a K in any case
  expect(text("\u212Aay, JOSÉ\u00A0DÍAZ")).toBe("Driver 2, Driver 1");
});

it("redactionOf(sessions).parts(text) finds parts of names: a first name, a short one only as a name is written", () => {
  const {parts, text} = redactionOf([sessionOf("Max van Dyke", "José Díaz", "Lee")]);
  const words = "Max at max speed, dyke behind, JOSÉ Díaz first; a van, flee".normalize("NFD");
  expect(parts(text(words)).map((word) => word.normalize("NFC"))).toEqual(["Max", "dyke"]);
  expect(parts("José was late, josé again")).toEqual(["José", "josé"]);
  expect(parts("nobody at all")).toEqual([]);
});

it("anonymous(session) has no name in what readers and earlier reports wrote", () => {
  const {session} = sessionOf("Ada");
  const column = {from: "Speed Ada", unit: "km/h"};
  const written: SessionFile = {
    ...session,
    source: {game: "RaceStudio", format: "xrk", gameVersion: "logger of Ada", simulated: false, file: "Ada.xrk"},
    drivers: [{...session.drivers[0], race: {because: "hit by Ada"}}].map((driver) => ({...driver, name: "Driver 1"})),
    log: {
      used: [{...column, channel: "speedKmh", coverage: 1, assumed: "said Ada"}],
      unused: [{...column, reason: "Ada's own"}],
      notes: ["laps of Ada"],
    },
    fromReport: {title: "Debrief of Ada", lapbook: "1", redacted: false, laps: 1, leftOut: ["laps of Ada"]},
    choices: {track: "Ada"},
  };
  expect(JSON.stringify(anonymous(written, redactionOf([{session, laps: []}])))).not.toMatch(/Ada/);
});
