import {mkdir, readdir, readFile, rm, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {publishNotebooks} from "../../../loaders/workspace/publishNotebooks.js";
import {createApp} from "../../../server/app.js";
import {readConfig} from "../../../server/config.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder, testParts} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let notebooks: string;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  folder = await temporaryFolder();
  notebooks = join(folder.path, "notebooks");
  app = createApp(testParts(folder.path, {notebooks}));
});
afterAll(() => folder.remove());

const get = async (path: string) => {
  const response = await app.request(path);
  return {status: response.status, text: await response.text()};
};
const send = async (method: string, path: string, body: unknown) => {
  const response = await app.request(path, {method, body: JSON.stringify(body)});
  return {status: response.status, ...((await response.json()) as {error?: string; name?: string})};
};

it("lists, makes, reads and writes notebooks; an edit of an older text is refused", async () => {
  expect(JSON.parse((await get("/notebooks/index.json")).text)).toEqual({
    ...{format: "lapbook-notebooks", version: 1, writable: true, notebooks: []},
  });
  expect(await send("POST", "/api/v1/notebooks", {title: 'Who "brakes" latest?\n--- $&', template: "first"})).toEqual({
    status: 201,
    name: "who-brakes-latest",
  });
  expect((await send("POST", "/api/v1/notebooks", {title: "who brakes latest", template: "blank"})).name).toBe(
    "who-brakes-latest-2",
  );
  const {text} = await get("/notebooks/who-brakes-latest.md");
  expect(text).toMatch(/^---\ntitle: "Who brakes latest\? --- \$&"\n---\n\n# Who brakes latest\? --- \$&\n/);
  const {notebooks: listed} = JSON.parse((await get("/notebooks/index.json")).text);
  expect(listed).toContainEqual({name: "who-brakes-latest-2", title: "who brakes latest 2"});

  expect((await send("PUT", "/api/v1/notebooks/who-brakes-latest", {text: "# A\n", before: text})).status).toBe(200);
  expect(await send("PUT", "/api/v1/notebooks/who-brakes-latest", {text: "# B\n", before: text})).toMatchObject({
    status: 409,
    error: expect.stringMatching(/changed elsewhere/),
  });
  expect((await send("PUT", "/api/v1/notebooks/gone", {text: "", before: "# was there"})).error).toMatch(/was removed/);
  expect((await get("/notebooks/who-brakes-latest.md")).text).toBe("# A\n");
  expect(await readdir(notebooks)).toEqual(["who-brakes-latest-2.md", "who-brakes-latest.md"]);
});

it("keeps to its folder: no path, link, hidden file or other kind of file; nor anything too large", async () => {
  const secret = join(folder.path, "secret.md");
  await writeFile(secret, "secret");
  await symlink(secret, join(notebooks, "link.md"));
  await symlink(join(notebooks, "who-brakes-latest.md"), join(notebooks, "inside.md"));
  await mkdir(join(notebooks, "folder.md"));
  await writeFile(join(notebooks, ".hidden.md"), "secret");
  await writeFile(join(notebooks, "large.md"), "x".repeat(400_001));
  const refused = [
    "%2e%2e%2fsecret",
    "..%2fsecret",
    "..%5csecret",
    "sub/secret",
    ".hidden",
    "link",
    "folder",
    "nul",
    "large",
    "%00",
    "%",
  ];
  for (const name of refused) {
    const {status, text} = await get(`/notebooks/${name}.md`);
    expect([400, 404, 413], `${name}: ${status}`).toContain(status);
    expect(text).not.toContain("secret\n");
    expect(JSON.parse(text).error, name).not.toContain(folder.path);
    const put = await send("PUT", `/api/v1/notebooks/${name}`, {text: "written"});
    expect([400, 404, 409, 413, 500], `${name}: ${put.status}`).toContain(put.status);
  }
  expect(await readFile(secret, "utf8")).toBe("secret");
  expect((await get("/notebooks/inside.md")).text).toBe("# A\n");
  const {notebooks: listed} = JSON.parse((await get("/notebooks/index.json")).text) as {notebooks: {name: string}[]};
  expect(listed.map(({name}) => name).sort()).toEqual(["inside", "who-brakes-latest", "who-brakes-latest-2"]);

  expect((await send("PUT", "/api/v1/notebooks/a", {text: "x".repeat(400_001)})).status).toBe(413);
  expect((await send("PUT", "/api/v1/notebooks/a", {text: 1})).status).toBe(400);
  expect((await send("POST", "/api/v1/notebooks", {title: " "})).status).toBe(400);
  expect((await send("POST", "/api/v1/notebooks", {title: "a", template: "../../package"})).error).toMatch(
    /unknown template/,
  );
  const elsewhere = await app.request("/api/v1/notebooks/a", {
    method: "PUT",
    body: "{}",
    headers: {origin: "http://evil.example"},
  });
  expect(elsewhere.status).toBe(403);
});

it("makes a name that no file has, also of those that it does not read, in any case, at once, or as long as a name may be", async () => {
  const named = async (title: string) => (await send("POST", "/api/v1/notebooks", {title, template: "blank"})).name;
  await writeFile(join(notebooks, "Mixed.md"), "# Mixed\n");
  expect(await Promise.all(["large", "folder", "link", "mixed", "same", "same"].map(named))).toEqual([
    "large-2",
    "folder-2",
    "link-2",
    "mixed-2",
    "same",
    "same-2",
  ]);
  // another Lapbook over the same folder
  const other = createApp(testParts(folder.path, {notebooks}));
  const made = [app, other, app, other].map(async (one) => {
    const body = JSON.stringify({title: "Shared", template: "blank"});
    return (await (await one.request("/api/v1/notebooks", {method: "POST", body})).json()) as {name: string};
  });
  expect((await Promise.all(made)).map(({name}) => name).sort()).toEqual([
    "shared",
    "shared-2",
    "shared-3",
    "shared-4",
  ]);
  // one file on Windows and macOS
  for (const name of ["mixed", "MIXED", "mIxed"])
    expect(await send("PUT", `/api/v1/notebooks/${name}`, {text: "# x\n"}), name).toMatchObject({
      ...{status: 409, error: expect.stringMatching(/Mixed\.md/)},
    });
  await writeFile(join(notebooks, "caf\u00e9.md"), "# Café\n");
  expect((await send("PUT", "/api/v1/notebooks/cafe\u0301", {text: "# x\n"})).status).toBe(409);
  expect((await send("PUT", "/api/v1/notebooks/Mixed", {text: "# Mixed!\n"})).status).toBe(200);
  const long = "a".repeat(80);
  expect([await named(long), await named(long)]).toEqual([long, `${"a".repeat(76)}-2`]);
});

it("a file with a byte order mark can be edited: pages read it without one", async () => {
  await writeFile(join(notebooks, "notepad.md"), "\uFEFF# A\r\n");
  const {text} = await get("/notebooks/notepad.md");
  expect(text).toBe("# A\r\n");
  expect(await send("PUT", "/api/v1/notebooks/notepad", {text: "# B\r\n", before: text})).toMatchObject({status: 200});
});

it("tells a listening page of each change", async () => {
  const response = await app.request("/api/v1/notebooks/events");
  expect(response.headers.get("content-type")).toMatch(/event-stream/);
  const reader = response.body!.getReader();
  const next = async () => JSON.parse(new TextDecoder().decode((await reader.read()).value).split("data: ")[1]);
  const before = await next();
  await send("PUT", "/api/v1/notebooks/inside", {text: "# Another\n"});
  await send("PUT", "/api/v1/notebooks/new", {text: "# New\n"});
  const after = await next();
  expect(after.new).toBeDefined();
  expect(after.inside).not.toBe(before.inside);
  expect(after["who-brakes-latest-2"]).toBe(before["who-brakes-latest-2"]);
  await reader.cancel();
});

it("data files beside the notebooks are read, keep to the folder, and are told of when they change", async () => {
  await mkdir(join(notebooks, "data", "deep"), {recursive: true});
  await mkdir(join(notebooks, ".private"));
  await mkdir(join(notebooks, "folder.csv"));
  await writeFile(join(notebooks, "data", "my weather.csv"), "hour,airC\n1,20\n");
  await writeFile(join(notebooks, "unnamed.csv"), "not named by a notebook");
  for (const path of [".private/a.csv", ".hidden.csv", "page.html", "program.js", "noending"])
    await writeFile(join(notebooks, path), "secret");
  await writeFile(join(folder.path, "secret.csv"), "secret");
  await symlink(join(folder.path, "secret.csv"), join(notebooks, "link.csv"));
  await symlink(folder.path, join(notebooks, "up"));
  const found = await app.request("/notebooks/files/data/my%20weather.csv");
  expect([found.status, await found.text()]).toEqual([200, "hour,airC\n1,20\n"]);
  expect(found.headers.get("content-type")).toMatch(/text\/csv/);
  const etag = {"If-None-Match": found.headers.get("etag")!};
  expect((await app.request("/notebooks/files/data/my%20weather.csv", {headers: etag})).status).toBe(304);
  for (const path of [
    ...["../secret.csv", "%2e%2e/secret.csv", "..%2fsecret.csv", "..%5csecret.csv", "data/..%2f..%2fsecret.csv"],
    ...["link.csv", "up/secret.csv", ".hidden.csv", ".private/a.csv", "folder.csv", "none.csv", "data", "data/"],
    ...["page.html", "program.js", "noending", "NUL.csv", "data/con.json", "a.csv:stream.csv", "a.csv.", "C:%5ca.csv"],
    ...["%00.csv", "/etc/passwd.csv", "a/b/c/d/e/f.csv", `${"x".repeat(300)}.csv`, "%"],
  ]) {
    const {status, text} = await get(`/notebooks/files/${path}`);
    // 405: /notebooks/secret.csv, which is no route
    expect([400, 404, 405], `${path}: ${status}`).toContain(status);
    expect(text, path).not.toMatch(/secret\b(?!\.csv)/);
    expect(text, path).not.toContain(folder.path);
  }
  const reader = (await app.request("/api/v1/notebooks/events")).body!.getReader();
  const next = async () => JSON.parse(new TextDecoder().decode((await reader.read()).value).split("data: ")[1]);
  const before = await next();
  // of those that were read alone
  expect(Object.keys(before).filter((name) => name.startsWith("file:"))).toEqual(["file:data/my weather.csv"]);
  await writeFile(join(notebooks, "data", "my weather.csv"), "hour,airC\n1,20\n2,21\n");
  expect((await next())["file:data/my weather.csv"]).not.toBe(before["file:data/my weather.csv"]);
  await rm(join(notebooks, "data", "my weather.csv"));
  expect((await next())["file:data/my weather.csv"]).toBe("");
  await writeFile(join(notebooks, "data", "my weather.csv"), "hour,airC\n");
  await reader.cancel();
});

it("a published copy has the texts and a list that says it is read-only", async () => {
  const target = join(folder.path, "dist");
  await writeFile(join(notebooks, "inside.md"), 'file("data/my weather.csv"), file("link.csv"), file("up/secret.csv")');
  const index = await publishNotebooks(notebooks, target);
  expect(index.writable).toBe(false);
  expect(await readFile(join(target, "new.md"), "utf8")).toBe("# New\n");
  expect((await readdir(target)).sort()).toEqual(
    ["files", "index.json", "templates", "templates.json", ...index.notebooks.map(({name}) => `${name}.md`)].sort(),
  );
  // the data files that a notebook names, and no link out of the folder
  expect(await readdir(join(target, "files"), {recursive: true})).toEqual(["data", join("data", "my weather.csv")]);
  // the gallery is at the same addresses on the server
  for (const file of ["templates.json", "templates/race.md"])
    expect((await get(`/notebooks/${file}`)).text, file).toBe(await readFile(join(target, file), "utf8"));
  for (const file of ["templates/none.md", "templates/..%2ffirst.md", "templates/%2e%2e%2fnotebooksStore.md"])
    expect((await get(`/notebooks/${file}`)).status, file).toBe(404);
});

it("lapbook new writes a notebook, never over another; the folder is beside the recordings", async () => {
  const recordings = join(folder.path, "archive", "recordings");
  expect(readConfig({RECORDINGS: recordings}).notebooks).toBe(join(folder.path, "archive", "notebooks"));
  expect(readConfig({LAPBOOK_NOTEBOOKS: "mine"}, {}, folder.path).notebooks).toBe(join(folder.path, "mine"));
  const made = await runCommand("new", "tyre-study", "--template", "blank", "--recordings", recordings, "--json");
  expect(made.code).toBe(0);
  const {path} = JSON.parse(made.stdout);
  expect(await readFile(path, "utf8")).toContain("# Tyre study");
  const again = await runCommand("new", "tyre-study", "--recordings", recordings);
  expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/exists already/)]);
  const wrong = [["../x"], ["a/b"], [], ["a", "b"], ["a", "--template", "none"]];
  for (const args of wrong)
    expect((await runCommand("new", ...args, "--recordings", recordings)).code, `${args}`).toBe(2);
  expect((await runCommand("new", "--list")).stdout).toMatch(/^first /);
});
