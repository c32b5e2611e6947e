import {join} from "node:path";
import {exportJWK, generateKeyPair, SignJWT} from "jose";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {Access} from "../../../server/access/access.js";
import {AuditLog} from "../../../server/access/auditLog.js";
import {makeKey, makeLink, revoke, setTeam} from "../../../server/access/manage.js";
import type {Role} from "../../../server/access/role.js";
import {createApp} from "../../../server/app.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {writeSession} from "../../support/session.js";

const OURS = "20260101-120000-aaaaaa";
const THEIRS = "20260101-120000-bbbbbb";

let root: string;
let remove: () => Promise<void>;
let access: Access;
let audit: AuditLog;
let app: ReturnType<typeof createApp>;
let now = 0;

beforeEach(async () => {
  ({path: root, remove} = await temporaryFolder());
  now = Date.now();
  access = new Access(join(root, "access"), undefined, () => now);
  audit = new AuditLog(join(root, "access"));
  const recordings = join(root, "recordings");
  for (const id of [OURS, THEIRS]) await writeSession(recordings, id);
  app = createApp(testParts(recordings, {access: {access, audit, trustProxy: false, log: () => {}}}));
});
afterEach(() => remove());

const key = async (role: Role, teams?: string[]) =>
  (await makeKey(access, {name: `${role} ${teams?.join() ?? ""}`, role, teams})).secret;
const ask = (path: string, secret?: string, init: RequestInit = {}) =>
  app.request(`http://localhost${path}`, {
    ...init,
    headers: {...(secret && {Authorization: `Bearer ${secret}`}), ...init.headers},
  });
const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;
const ids = async (secret: string) =>
  (await (await ask("/recordings/index.json", secret)).json()).sessions.map(({id}: {id: string}) => id).sort();

describe("without keys", () => {
  it("everybody is the owner", async () => {
    expect(await status("/recordings/index.json")).toBe(200);
    expect(await status(`/api/v1/sessions/${OURS}`, undefined, {method: "DELETE"})).toBe(200);
    expect((await ask("/login?to=/pages/laps")).headers.get("location")).toBe("/pages/laps");
  });
});

describe("with keys", () => {
  it("answers nobody unknown, and says to him only that it works", async () => {
    await key("admin");
    const paths = ["/", "/recordings/index.json", `/recordings/${OURS}/session.json`, "/api/v1/status", "/metrics"];
    for (const path of [...paths, "/notebooks/index.json", "/mcp", "/api/nothing", "/api/v1/sessions"])
      expect([path, await status(path)]).toEqual([path, 401]);
    expect(await (await ask("/healthz")).json()).toEqual({status: "ok"});
    const page = await ask("/pages/laps?session=x", undefined, {headers: {accept: "text/html"}});
    expect([page.status, page.headers.get("location")]).toEqual([303, "/login?to=%2Fpages%2Flaps%3Fsession%3Dx"]);
  });

  it.each([
    ["viewer", "GET", "/api/v1/status", 200],
    ["viewer", "DELETE", `/api/v1/sessions/${OURS}`, 403],
    ["viewer", "PUT", "/api/v1/math-channels", 403],
    ["viewer", "POST", "/api/v1/imports", 403],
    ["viewer", "POST", "/api/some-new-route", 403],
    ["engineer", "DELETE", `/api/v1/sessions/${OURS}`, 200],
    ["engineer", "GET", "/api/v1/keys", 403],
    ["admin", "GET", "/api/v1/keys", 200],
  ] as const)("a %s's %s %s is answered %i", async (role, method, path, expected) => {
    expect(await status(path, await key(role), {method})).toBe(expected);
  });

  it("says which role is needed", async () => {
    const answer = await ask(`/api/v1/sessions/${OURS}`, await key("viewer"), {method: "DELETE"});
    expect((await answer.json()).error).toBe("this needs the role engineer; yours is viewer");
  });

  it("counts what another process has changed, at once", async () => {
    const secret = await key("viewer");
    expect(await status("/api/v1/status", secret)).toBe(200);
    await revoke(new Access(join(root, "access")), "viewer ");
    await key("admin");
    expect(await status("/api/v1/status", secret)).toBe(401);
  });

  it("a key ends", async () => {
    const {secret} = await makeKey(access, {name: "guest driver", role: "viewer", days: 1});
    expect(await status("/api/v1/status", secret)).toBe(200);
    now += 2 * 86_400_000;
    expect(await status("/api/v1/status", secret)).toBe(401);
  });

  it("keeps no secret", async () => {
    const secret = await key("engineer");
    expect(JSON.stringify(await access.file())).not.toContain(secret.slice("lapbook_00000000_".length));
  });

  it("shuts the door when the keys are damaged", async () => {
    const secret = await key("admin");
    const {writeFile} = await import("node:fs/promises");
    await writeFile(join(root, "access", "keys.json"), "{");
    expect(await status("/api/v1/status", secret)).toBeGreaterThanOrEqual(400);
    expect(await status("/api/v1/status")).toBeGreaterThanOrEqual(400);
  });

  it("lets nobody try keys without end, and the others in", async () => {
    const secret = await key("viewer");
    const tries = [];
    for (let i = 0; i < 12; i++)
      tries.push(
        await status("/login", undefined, {method: "POST", body: JSON.stringify({key: `lapbook_00000000_${i}`})}),
      );
    expect(tries.slice(0, 10)).toEqual(Array(10).fill(403));
    expect(tries.slice(10)).toEqual([429, 429]);
    expect(await status("/api/v1/status", secret)).toBe(200);
  });
});

describe("teams", () => {
  it("shows a session of a team to its members and admins only, wherever it is named", async () => {
    await setTeam(access, THEIRS, "red");
    const [blue, red, admin] = [await key("engineer", ["blue"]), await key("engineer", ["red"]), await key("admin")];
    expect([await ids(blue), await ids(red), await ids(admin)]).toEqual([[OURS], [OURS, THEIRS], [OURS, THEIRS]]);
    const asked: [string, RequestInit?][] = [
      [`/recordings/${THEIRS}/session.json`],
      [`/recordings/${THEIRS.replace("2026", "%32%30%32%36")}/session.json`],
      [`/api/v1/sessions/${THEIRS}/capture.pcap`],
      [`/api/v1/sessions/${THEIRS}`, {method: "DELETE"}],
      [
        "/api/v1/reports",
        {method: "POST", body: JSON.stringify({template: "debrief", cells: [{options: {session: THEIRS}}]})},
      ],
      [`/api/anything?session=${THEIRS}`],
      [`/api/v1/sessions/${THEIRS}/marks`],
    ];
    for (const [path, init] of asked) {
      const answer = await ask(path, blue, init);
      expect([path, answer.status, (await answer.json()).error]).toEqual([
        path,
        404,
        path.startsWith("/recordings/") ? expect.stringMatching(/^not found: /) : `unknown session: ${THEIRS}`,
      ]);
    }
    expect(await status("/metrics", blue)).toBe(403);
    expect(await status(`/recordings/${THEIRS}/session.json`, red)).toBe(200);
  });
});

describe("links", () => {
  const linkTo = (sessions: string[]) => makeLink(access, {name: "a friend", sessions, days: 7, madeBy: "owner"});

  it("show their sessions and nothing else", async () => {
    await key("admin");
    const {token} = await linkTo([OURS]);
    expect(await ids(token)).toEqual([OURS]);
    expect(await status(`/recordings/${OURS}/session.json`, token)).toBe(200);
    expect(await status("/recordings/tracks/x.json", token)).toBe(404);
    expect(await status("/recordings/math-channels.json", token)).toBe(404);
    expect(await status(`/recordings/${THEIRS}/session.json`, token)).toBe(404);
    for (const path of [
      "/mcp",
      "/metrics",
      "/notebooks/private.md",
      "/api/v1/stats",
      "/api/events",
      "/recordings/alerts.json",
    ])
      expect([path, await status(path, token)]).toEqual([path, 403]);
    expect(await status(`/api/v1/sessions/${OURS}`, token, {method: "DELETE"})).toBe(403);
  });

  it("end by their date and when they are taken back", async () => {
    await key("admin");
    const [first, second] = [await linkTo([OURS]), await linkTo([OURS])];
    await revoke(access, first.link.id);
    expect([await status("/api/v1/status", first.token), await status("/api/v1/status", second.token)]).toEqual([
      401, 200,
    ]);
    now += 8 * 86_400_000;
    expect(await status("/api/v1/status", second.token)).toBe(401);
  });
});

describe("signing in", () => {
  const signIn = (secret: string) => ask("/login", undefined, {method: "POST", body: JSON.stringify({key: secret})});

  it("gives the page a cookie that scripts cannot read; the rights stay those of the key", async () => {
    const secret = await key("viewer");
    await key("admin");
    const answer = await signIn(secret);
    const cookie = answer.headers.get("set-cookie")!;
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    const headers = {cookie: cookie.split(";")[0]};
    expect(await (await ask("/api/v1/status", undefined, {headers})).json()).toMatchObject({caller: {role: "viewer"}});
    expect(await status("/api/v1/imports", undefined, {method: "POST", headers})).toBe(403);
    await revoke(access, "viewer ");
    expect(await status("/api/v1/status", undefined, {headers})).toBe(401);
  });

  it.each([
    ["//evil.example/x", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["//:80", "/"],
    ["/..//evil.example", "/"],
    ["/pages/laps?a=1#b", "/pages/laps?a=1#b"],
  ])("leads from %s to %s", async (to, expected) => {
    await key("admin");
    const text = await (await ask(`/login?to=${encodeURIComponent(to)}`)).text();
    expect(text).toContain(`const to = ${JSON.stringify(expected)};`);
  });

  it("puts no script of a link's address into its page", async () => {
    await key("admin");
    const text = await (await ask(`/login?to=${encodeURIComponent("/</script><script>alert(1)//")}`)).text();
    expect(text).not.toContain("<script>alert");
  });
});

describe("tokens", () => {
  const base = async () => (await access.file())!;
  const sign = (claims: {use: string; subject: string; issuer?: string; secret?: Uint8Array; alg?: string}) =>
    (async () => {
      const {issuer, signing} = await base();
      return new SignJWT()
        .setProtectedHeader({alg: claims.alg ?? "HS256", typ: `lapbook-${claims.use}`})
        .setIssuer(claims.issuer ?? issuer)
        .setAudience(claims.use)
        .setSubject(claims.subject)
        .setExpirationTime("1h")
        .sign(claims.secret ?? Buffer.from(signing, "base64url"));
    })();

  it("of one use, of another Lapbook, unsigned, changed or of another kind are refused", async () => {
    await key("admin");
    const id = (await base()).keys[0].id;
    const cookie = async (token: string) => {
      const {issuer} = await base();
      return status("/api/v1/status", undefined, {headers: {cookie: `${issuer}=${token}`}});
    };
    const page = await sign({use: "page", subject: `key:${id}`});
    expect(await cookie(page)).toBe(200);
    // a page's token is no bearer, a link's no cookie
    expect(await status("/api/v1/status", page)).toBe(401);
    const {token} = await makeLink(access, {name: "x", sessions: [OURS], days: 1, madeBy: "owner"});
    expect(await cookie(token)).toBe(401);
    expect(await cookie(await sign({use: "link", subject: `key:${id}`}))).toBe(401);
    expect(await cookie(await sign({use: "page", subject: `key:${id}`, issuer: "lapbook-other"}))).toBe(401);
    expect(await cookie(await sign({use: "page", subject: `key:${id}`, secret: new Uint8Array(32)}))).toBe(401);
    expect(await cookie(await sign({use: "page", subject: `key:${id}`, alg: "HS384"}))).toBe(401);
    const [head, body] = page.split(".");
    const none = Buffer.from('{"alg":"none","typ":"lapbook-page"}').toString("base64url");
    for (const token of [`${none}.${body}.`, `${head}.${body}.`, page.slice(0, -2), "a.b.c", ""])
      expect(await cookie(token)).toBe(401);
    // a link cannot name a key, as its subject is looked up among links
    expect(await status("/api/v1/status", await sign({use: "link", subject: id}))).toBe(401);
  });

  it("of a login service are read by its public keys, never by ours", async () => {
    const {publicKey, privateKey} = await generateKeyPair("ES256");
    const {createServer} = await import("node:http");
    const jwks = {keys: [{...(await exportJWK(publicKey)), kid: "1", alg: "ES256"}]};
    const server = createServer((_, answer) => answer.end(JSON.stringify(jwks)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const keys = `http://127.0.0.1:${(server.address() as {port: number}).port}/`;
    const service = {issuer: "https://login.example", audience: "lapbook", keys};
    const guarded = new Access(join(root, "none"), service);
    const token = (claims: object, changes: {issuer?: string; audience?: string} = {}) =>
      new SignJWT({...claims})
        .setProtectedHeader({alg: "ES256", kid: "1"})
        .setIssuer(changes.issuer ?? service.issuer)
        .setAudience(changes.audience ?? service.audience)
        .setSubject("eve")
        .setExpirationTime("1h")
        .sign(privateKey);
    const who = (text: string) => guarded.identify({authorization: `Bearer ${text}`});
    try {
      const claims = {lapbook_role: "engineer", lapbook_teams: ["red", 7]};
      expect(await who(await token(claims))).toEqual({who: "login:eve", role: "engineer", teams: ["red"]});
      expect(await who(await token({}))).toBeUndefined();
      expect(await who(await token({lapbook_role: "root"}))).toBeUndefined();
      expect(await who(await token(claims, {issuer: "https://evil.example"}))).toBeUndefined();
      expect(await who(await token(claims, {audience: "another program"}))).toBeUndefined();
      // signed with the public key's own text as a shared secret
      const confused = await new SignJWT(claims)
        .setProtectedHeader({alg: "HS256", kid: "1"})
        .setIssuer(service.issuer)
        .setAudience(service.audience)
        .setSubject("eve")
        .setExpirationTime("1h")
        .sign(Buffer.from(JSON.stringify(jwks.keys[0])));
      expect(await who(confused)).toBeUndefined();
      expect(await guarded.identify({})).toBeUndefined();
    } finally {
      server.close();
    }
  });
});

describe("audit log", () => {
  it("has each change with who did it, refused ones too, and no question", async () => {
    const secret = await key("engineer");
    await ask("/recordings/index.json", secret);
    await ask(`/api/v1/sessions/${OURS}`, secret, {method: "DELETE"});
    await ask("/api/v1/sessions/20260101-120000-cccccc", secret, {method: "DELETE"});
    await ask("/api/v1/imports", await key("viewer"), {method: "POST"});
    const {lines, broken} = await audit.read();
    expect(lines.map(({n, who, did, status}) => [n, who, did, status])).toEqual([
      [1, "engineer ", `DELETE /api/v1/sessions/${OURS}`, 200],
      [2, "engineer ", "DELETE /api/v1/sessions/20260101-120000-cccccc", 404],
      [3, "viewer ", "POST /api/v1/imports", 403],
    ]);
    expect(broken).toEqual([]);
  });

  it("shows where a line was changed, removed or put in", async () => {
    const {readFile, writeFile} = await import("node:fs/promises");
    for (const did of ["one", "two", "three", "four"]) await audit.append({who: "a", from: "b", did});
    const rows = (await readFile(audit.path, "utf8")).trimEnd().split("\n");
    const brokenAt = async (changed: string[]) => {
      await writeFile(audit.path, `${changed.join("\n")}\n`);
      return (await audit.read()).broken.map(({row}) => row);
    };
    expect(await brokenAt(rows)).toEqual([]);
    expect(await brokenAt(rows.map((row) => row.replace('"two"', '"2"')))).toEqual([2]);
    expect(await brokenAt(rows.toSpliced(1, 1))).toEqual([2]);
    expect(await brokenAt(rows.toSpliced(1, 0, rows[0]))).toEqual([2]);
    expect(await brokenAt([rows[0], rows[2], rows[1], rows[3]])).toEqual([2, 3, 4]);
    // a part of a line that a killed process has left: it is shown, and the chain goes on
    await writeFile(audit.path, `${rows.join("\n")}\n{"n":5,"at":`);
    await audit.append({who: "a", from: "b", did: "five"});
    const {lines, broken} = await audit.read();
    expect([lines.at(-1)!.n, broken.map(({row}) => row)]).toEqual([5, [5]]);
  });

  it("stays whole when two processes write", async () => {
    const other = new AuditLog(join(root, "access"));
    await Promise.all(
      Array.from({length: 20}, (_, i) => (i % 2 ? audit : other).append({who: "a", from: "b", did: `${i}`})),
    );
    const {lines, broken} = await audit.read();
    expect([lines.length, broken]).toEqual([20, []]);
  });
});

it("operations of the API show the sessions that the caller sees", async () => {
  await setTeam(access, THEIRS, "red");
  const listed = async (secret: string) =>
    (await (await ask("/api/v1/sessions", secret)).json()).items.map(({id}: {id: string}) => id).sort();
  expect(await listed(await key("viewer", ["blue"]))).toEqual([OURS]);
  expect(await listed(await key("admin"))).toEqual([OURS, THEIRS]);
  expect(await status(`/api/v1/sessions/${THEIRS}`, await key("engineer", ["blue"]))).toBe(404);
});
