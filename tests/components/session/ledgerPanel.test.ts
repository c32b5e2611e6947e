import {expect, it} from "vitest";
import {verdict} from "../../../src/components/session/ledgerPanel.js";
import {LEDGER, lapRow} from "../fakeSession.js";

it("verdict(ledger, laps) of a recording without loss", () => {
  expect(verdict(LEDGER, [])).toBe("Complete: none of 10,000 frames was lost.");
});

it("verdict(ledger, laps) gives the share of lost frames and what remains reliable", () => {
  const laps = [lapRow({coverage: 0.97}), lapRow({lap: 2})];
  expect(verdict({...LEDGER, lostFrames: 10}, laps)).toMatch(
    /^Good: 10 of 10,000 frames are missing \(0\.10 %\).*1 finished lap has gaps/,
  );
  expect(verdict({...LEDGER, lostFrames: 200}, laps)).toMatch(/^Times are reliable.*200 of 10,000/);
  expect(verdict({...LEDGER, lostFrames: 900}, laps)).toMatch(/^Only times are reliable.*900 of 10,000/);
});

it("verdict(ledger, laps) counts ignored datagrams, and names an empty recording", () => {
  expect(verdict({...LEDGER, malformed: 1}, [])).toMatch(/1 malformed datagram was ignored\.$/);
  expect(verdict({...LEDGER, received: 0}, [])).toMatch(/^No data were received/);
});
