import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {Access} from "../../../server/access/access.js";
import {AuditLog} from "../../../server/access/auditLog.js";
import {roleFor} from "../../../server/access/permission.js";
import {API_ROOT, roleOf} from "../../../server/api/openApi.js";
import {OPERATIONS} from "../../../server/api/operations.js";
import {createApp} from "../../../server/app.js";
import {keepsContract} from "../../support/contract.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {writeSession} from "../../support/session.js";

const SESSION = "20260101-120000-aaaaaa";

let root: string;
let remove: () => Promise<void>;
let app: ReturnType<typeof createApp>;
let audit: AuditLog;
beforeEach(async () => {
  ({path: root, remove} = await temporaryFolder());
  await writeSession(join(root, "recordings"), SESSION);
  audit = new AuditLog(join(root, "access"));
  const access = {access: new Access(join(root, "access")), audit, trustProxy: false, log: () => {}};
  app = createApp(testParts(join(root, "recordings"), {access}));
});
afterEach(() => remove());

async function ask(method: string, path: string, {secret, body}: {secret?: string; body?: object} = {}) {
  const answer = await app.request(`http://localhost${API_ROOT}${path}`, {
    method,
    headers: secret ? {Authorization: `Bearer ${secret}`} : {},
    ...(body && {body: JSON.stringify(body)}),
  });
  const one = OPERATIONS.find((each) => each.method === method.toLowerCase() && matches(each.path, path));
  // what access control itself refuses is no answer of the operation
  if (answer.ok) await keepsContract(one!.id, answer.clone());
  return {status: answer.status, ...(await answer.json())};
}

const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);

it("needs of each operation the role that its description says", () => {
  const differing = OPERATIONS.filter(
    (one) => roleFor(one.method.toUpperCase(), `${API_ROOT}${one.path.replace(/\{\w+\}/g, "x")}`) !== roleOf(one),
  );
  expect(differing.map(({id}) => id)).toEqual([]);
});

it("an owner makes the first key, then others by it; a guest's link; ends them; all is in the audit log", async () => {
  expect(await ask("GET", "/me")).toMatchObject({who: "owner", role: "admin", shared: false});
  const viewer = {name: "tablet", role: "viewer"};
  expect(await ask("POST", "/keys", {body: viewer})).toMatchObject({status: 409});
  const {secret} = await ask("POST", "/keys", {body: {name: "Anna", role: "admin"}});
  expect(await ask("GET", "/me")).toMatchObject({status: 401});
  expect(await ask("GET", "/me", {secret})).toMatchObject({who: "Anna", role: "admin", shared: true});
  const tablet = await ask("POST", "/keys", {secret, body: viewer});
  expect(tablet).toMatchObject({status: 201, key: viewer});
  expect(await ask("POST", "/keys", {secret, body: viewer})).toMatchObject({status: 400});
  expect(await ask("POST", "/keys", {secret: tablet.secret, body: {name: "x", role: "admin"}})).toMatchObject({
    status: 403,
  });
  expect(await ask("POST", "/links", {secret: tablet.secret, body: {sessions: [SESSION]}})).toMatchObject({
    status: 403,
  });
  expect(await ask("POST", "/links", {secret, body: {sessions: ["20260101-120000-ffffff"]}})).toMatchObject({
    status: 404,
  });
  const made = await ask("POST", "/links", {secret, body: {sessions: [SESSION], name: "friend"}});
  const guest = made.path.split("#")[1];
  expect(await ask("GET", "/me", {secret: guest})).toMatchObject({
    who: "link:friend",
    role: "viewer",
    sessions: [SESSION],
  });
  expect(await ask("GET", `/sessions/${SESSION}`, {secret: guest})).toMatchObject({status: 200});
  expect(await ask("GET", "/sessions", {secret: guest})).toMatchObject({status: 403});
  expect(await ask("DELETE", `/links/${made.link.id}`, {secret})).toMatchObject({ended: "friend"});
  expect(await ask("GET", "/me", {secret: guest})).toMatchObject({status: 401});
  expect(await ask("DELETE", "/keys/tablet", {secret})).toMatchObject({ended: "tablet"});
  expect(await ask("DELETE", "/keys/tablet", {secret})).toMatchObject({status: 404});
  const {items, broken} = await ask("GET", "/audit", {secret});
  expect(broken).toEqual([]);
  expect(
    items
      .filter(({status}: {status?: number}) => !status)
      .map(({did}: {did: string}) => did.replace(/link made: .*/, "link made")),
  ).toEqual(["ended: tablet", "ended: friend", "link made", "key made: tablet (viewer)", "key made: Anna (admin)"]);
  expect(JSON.stringify(items)).not.toContain(secret.slice("lapbook_00000000_".length));
});

it("an engineer gives a session to a team of his own only", async () => {
  // without keys it would lock everybody out
  expect(await ask("PUT", `/sessions/${SESSION}/team`, {body: {team: "red"}})).toMatchObject({status: 409});
  expect(await ask("GET", "/me")).toMatchObject({status: 200, shared: false});
  const {secret: admin} = await ask("POST", "/keys", {body: {name: "Anna", role: "admin"}});
  const {secret} = await ask("POST", "/keys", {secret: admin, body: {name: "red", role: "engineer", teams: ["red"]}});
  const give = (team: string | null, by: string) => ask("PUT", `/sessions/${SESSION}/team`, {secret: by, body: {team}});
  expect(await give("blue", secret)).toMatchObject({status: 409});
  expect(await give("red", secret)).toMatchObject({session: SESSION, team: "red"});
  expect((await ask("GET", "/teams", {secret})).items).toEqual([{session: SESSION, team: "red"}]);
  expect(await give("blue", admin)).toMatchObject({team: "blue"});
  expect(await give(null, secret)).toMatchObject({status: 404});
  expect((await ask("GET", "/teams", {secret})).items).toEqual([]);
});
