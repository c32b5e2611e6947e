import {expect, it} from "vitest";
import {createApp} from "../../../server/app.js";
import {testParts} from "../../support/server.js";

const ask = async (origins: string[], origin: string, method = "GET") => {
  const app = createApp(testParts("/nowhere", {origins}));
  const {headers} = await app.request("http://localhost/healthz", {method, headers: {origin}});
  return Object.fromEntries(
    ["access-control-allow-origin", "access-control-allow-credentials", "cross-origin-resource-policy"].map((name) => [
      name.split("-").at(-1),
      headers.get(name),
    ]),
  );
};

it("lets pages of named sites read, without cookies, and no others", async () => {
  const site = "https://pages.example";
  const none = {origin: null, credentials: null, policy: "same-origin"};
  expect(await ask([], site)).toEqual(none);
  expect(await ask([site], site)).toEqual({origin: site, credentials: null, policy: "cross-origin"});
  for (const other of ["https://evil.example", "https://pages.example.evil.example", "null", "http://pages.example"])
    expect(await ask([site], other)).toEqual(none);
});
