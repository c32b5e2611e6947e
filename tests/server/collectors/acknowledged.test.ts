import {expect, it} from "vitest";
import {Acknowledgements} from "../../../server/collectors/acknowledged.js";

const message = (key: string, timestamp: number) => ({key, timestamp, value: new Uint8Array(), headers: {}});

it("keeps one entry per frame and session, ignores old arrivals, and is bounded", () => {
  const kept = new Acknowledgements();
  kept.note([message("a", 1000), message("a", 1000), message("b", 1000), message("a", 1016)], 1020.5);
  expect(kept.of("a")).toEqual([
    {arrival: 1000, acknowledged: 1020.5},
    {arrival: 1016, acknowledged: 1020.5},
  ]);
  kept.note([message("a", 2000)], 90_000);
  expect(kept.of("a")).toHaveLength(2);
  for (let i = 0; i < 5000; i++) kept.note([message("b", 2000 + i)], 2001 + i);
  expect(kept.of("b").length).toBeLessThan(1024);
  expect(kept.of("b").at(-1)).toEqual({arrival: 6999, acknowledged: 7000});
  kept.forget("b");
  expect(kept.of("b")).toEqual([]);
});
