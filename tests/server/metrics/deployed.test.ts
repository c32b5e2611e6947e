import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {ROOT} from "../../../server/config.js";

/** Names of the metrics that server/metrics writes. */
async function written(): Promise<Set<string>> {
  const names = new Set<string>();
  const add = (text: string) => {
    for (const [, kind, name] of text.matchAll(/\b(counter|gauge)\(\s*"(\w+)"/g))
      names.add(`lapbook_${name}${kind === "counter" ? "_total" : ""}`);
    for (const [, name] of text.matchAll(/"((?:process|nodejs|lapbook)_\w+)"/g)) names.add(name);
  };
  for (const file of await readdir(join(ROOT, "server/metrics")))
    add(await readFile(join(ROOT, "server/metrics", file), "utf8"));
  add(await readFile(join(ROOT, "server/routes/metrics.ts"), "utf8"));
  return names;
}

it("dashboards and rules name metrics that there are", async () => {
  const known = await written();
  expect(known.size).toBeGreaterThan(40);
  const places = ["prometheus/lapbook.rules.yml", "prometheus/lapbook.test.yml", "grafana/lapbook.json"];
  const texts = await Promise.all(places.map((place) => readFile(join(ROOT, "deploy", place), "utf8")));
  const used = new Set(texts.join("\n").match(/\b(?:lapbook|process|nodejs)_[a-z_]+\b/g));
  expect(used.size).toBeGreaterThan(15);
  expect([...used].filter((name) => !known.has(name))).toEqual([]);
});
