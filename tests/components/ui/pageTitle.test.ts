// @vitest-environment jsdom
import {expect, it} from "vitest";
import {setPageTitle} from "../../../src/components/ui/pageTitle.js";
import {sessionSubject} from "../../../src/components/ui/sessionNames.js";

it("setPageTitle(page, subject) puts the subject first", () => {
  const session = {track: {name: "Silverstone"}, type: "race", startedAt: "2026-03-01T12:00:00Z"} as never;
  setPageTitle("Session", sessionSubject(session));
  expect(document.title).toBe("Silverstone, race, 1 Mar 2026 · Session · Lapbook");
  setPageTitle("Laps");
  expect(document.title).toBe("Laps · Lapbook");
});
