// @vitest-environment jsdom
import {expect, it} from "vitest";
import {accessView} from "../../../src/components/access/accessView.js";
import type {callApi} from "../../../src/components/ui/api/callApi.js";
import {turns} from "../../support/until.js";

const ADMIN = {who: "Anna", role: "admin", shared: true};
const KEY = {id: "0a0a0a0a", name: "tablet", role: "viewer", teams: ["red"], made: "2026-01-01T00:00:00Z"};

/** A server with this caller; what it was asked, but for the lists. */
function server(caller: object, keys: object[] = []) {
  const asked: unknown[][] = [];
  const state = {caller};
  const call = (async (address: string, {body, params}: {body?: object; params?: object}) => {
    if (address === "GET /me") return state.caller;
    if (address.startsWith("GET")) return {items: address === "GET /keys" ? keys : [], total: 0, broken: []};
    asked.push([address, body ?? params]);
    if (address === "POST /keys") return {key: {...KEY, ...body}, secret: "lapbook_0a0a0a0a_secret"};
    return {};
  }) as typeof callApi;
  return {call, asked, state};
}

const headings = (view: HTMLElement) => [...view.querySelectorAll("h2")].map((h2) => h2.textContent);
const submit = async (form: Element) => {
  form.dispatchEvent(new Event("submit", {cancelable: true}));
  await turns();
};

it.each([
  ["viewer", []],
  ["engineer", ["Links for guests", "Teams"]],
  ["admin", ["Keys", "Links for guests", "Teams", "Who did what"]],
])("shows a %s what he may see", async (role, expected) => {
  const view = await accessView({sessions: [], call: server({...ADMIN, role}).call});
  expect(headings(view)).toEqual(expected);
  expect(view.textContent).toContain(`You are Anna (${role})`);
});

it("without keys makes the owner's own first, and signs its page in with it", async () => {
  const {call, asked, state} = server({who: "owner", role: "admin", shared: false});
  const used: string[] = [];
  const signIn = async (secret: string) => {
    used.push(secret);
    state.caller = ADMIN;
  };
  const view = await accessView({sessions: [], call, signIn});
  expect(view.textContent).toContain("Nobody is asked for a key");
  view.querySelector("input")!.value = " Anna ";
  await submit(view.querySelector("form")!);
  expect(asked).toEqual([["POST /keys", {name: "Anna", role: "admin"}]]);
  expect(used).toEqual(["lapbook_0a0a0a0a_secret"]);
  expect(view.querySelector<HTMLInputElement>(".lb-secret")!.value).toBe("lapbook_0a0a0a0a_secret");
  expect(headings(view)).toContain("Keys");
});

it("makes a key with its role, teams and time, shows its secret once, and ends it at the second press", async () => {
  const {call, asked} = server(ADMIN, [KEY]);
  const view = await accessView({sessions: [], call});
  const [form] = view.querySelectorAll("form");
  const [name, teams] = form.querySelectorAll("input");
  const [role, days] = form.querySelectorAll("select");
  [name.value, teams.value, role.value, days.value] = ["Ben", "red, blue,", "engineer", "30"];
  await submit(form);
  expect(asked.pop()).toEqual(["POST /keys", {name: "Ben", role: "engineer", teams: ["red", "blue"], days: 30}]);
  // the list was read again, and the secret is still there
  expect(view.querySelector<HTMLInputElement>(".lb-secret")!.value).toBe("lapbook_0a0a0a0a_secret");
  const button = [...view.querySelectorAll("button")].find(({textContent}) => textContent === "End")!;
  button.click();
  expect([button.textContent, asked]).toEqual(["End the key of tablet?", []]);
  button.click();
  await turns();
  expect(asked).toEqual([["DELETE /keys/{which}", {which: "0a0a0a0a"}]]);
});

it("says in the form why something was refused", async () => {
  const {call} = server(ADMIN);
  const refusing = (async (address: "GET /me", asked: object) => {
    if (address.startsWith("POST")) throw new Error("there is a key of that name: Ben");
    return call(address, asked);
  }) as typeof callApi;
  const view = await accessView({sessions: [], call: refusing});
  const form = view.querySelector("form")!;
  form.querySelector("input")!.value = "Ben";
  await submit(form);
  expect(form.querySelector("[role=alert]")!.textContent).toBe("there is a key of that name: Ben");
  expect(form.querySelector("button")!.disabled).toBe(false);
});
