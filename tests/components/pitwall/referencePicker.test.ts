// @vitest-environment jsdom
import {expect, it} from "vitest";
import {type References, referencePicker} from "../../../src/components/pitwall/referencePicker.js";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {LapGrids} from "../../../src/core/laps/lapGrids.js";
import {FakeLive} from "../../support/fakeLive.js";

const references = (more: Partial<References> = {}): References => ({
  ...{sessions: [], chosen: null, onChoose() {}},
  archive: {
    session: () => Promise.reject(new Error("no such session: 2020")),
    samples: () => Promise.reject(new Error("never")),
    tracks: async () => [],
  },
  ...more,
});

it("referencePicker offers the session's own laps, and says why a lap of the archive cannot be used", async () => {
  const source = new FakeLive({cars: 2});
  const book = new LapBook(source);
  const grids = new LapGrids(source, book, ["speedKmh"]);
  for (let t = 0; t < 130; t++) {
    source.advance(1);
    book.update();
    grids.update(source.cars);
  }
  const chosen: (string | null)[] = [];
  let changes = 0;
  const choice = referencePicker(source, {
    ...{book, grids, changed: () => void changes++},
    references: references({onChoose: (text) => chosen.push(text)}),
  });
  const select = choice.menu.querySelector("select")!;
  expect([...select.options].map(({value}) => value)).toEqual(["own", "session", "last", "archive"]);
  const best = book.bests.fastest!;
  select.value = "session";
  select.dispatchEvent(new Event("change"));
  expect(choice.reference(1)).toMatchObject({lapTimeMs: best.lapTimeMs, session: source.session!.id});
  expect(choice.reference(best.car)!.name).toBe(`lap ${best.lap}`);
  select.value = "own";
  select.dispatchEvent(new Event("change"));
  expect(chosen).toEqual(["session", null]);

  // an address names a lap that is gone
  const gone = referencePicker(source, {
    ...{book, grids, changed: () => void changes++},
    references: references({chosen: "2020:0:3"}),
  });
  changes = 0;
  expect(gone.reference(0)).toBeUndefined();
  expect(gone.absence()).toBe("reading the lap…");
  await expect.poll(() => changes).toBe(1);
  expect(gone.absence()).toMatch(/no such session: 2020/);
  // without an archive there is no such choice, and no such address
  const without = referencePicker(source, {...{book, grids, changed() {}}, references: null});
  expect(without.menu.querySelectorAll("option").length).toBe(3);
});
