// @vitest-environment jsdom
import {afterAll, describe, expect, it, vi} from "vitest";
import {dropImport} from "../../../src/components/library/dropImport.js";
import {lineReader} from "../../../src/components/library/importRequest.js";
import {libraryView} from "../../../src/components/library/libraryView.js";
import {searchText, sessionTable} from "../../../src/components/library/sessionTable.js";
import {readTable} from "../../../src/core/files/csv/readTable.js";
import {WAIT_MS} from "../../support/until.js";
import {libraryEntry} from "../fakeSession.js";

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const simulated = libraryEntry({
  id: "20250301-000000-000001",
  track: {id: 7, name: "Silverstone", lengthM: 5891, sectorStartsM: null},
  source: {game: "F1 25", format: 2025, gameVersion: "", simulated: true, file: null},
});

it("lists sessions newest first, with links, best lap and the simulated badge", () => {
  const root = libraryView({writable: false, sessions: [simulated, libraryEntry()], tracks: [], unreadable: []});
  const rows = [...root.querySelectorAll("tbody tr")];
  expect(rows.map((tr) => tr.querySelector("strong")?.textContent).sort()).toEqual(["Melbourne", "Silverstone"]);
  expect(root.textContent).toContain("1:20.000");
  expect(root.querySelectorAll(".lb-simulated").length).toBe(1);
  expect(root.querySelector<HTMLAnchorElement>(".c-track a")?.href).toMatch(/pages\/session\.html\?session=/);
  expect(root.querySelector(".c-delete")).toBeNull();
});

it("offers the debrief and traces of the best lap, where it has samples", () => {
  const links = (entry: Parameters<typeof libraryEntry>[0]) =>
    [
      ...sessionTable({writable: false, sessions: [libraryEntry(entry)], tracks: [], unreadable: []}).querySelectorAll(
        "a",
      ),
    ].map(({textContent}) => textContent);
  expect(links({})).toEqual(expect.arrayContaining(["debrief", "traces"]));
  expect(links({bestSampled: false})).not.toContain("traces");
  expect(links({bestSampled: false})).not.toContain("debrief");
});

it("finds a session by track, driver, game, file and that it is simulated", () => {
  expect(searchText(libraryEntry())).toMatch(/Melbourne race A\. DRIVER F1 25 2025 melbourne\.pcap/);
  expect(searchText(simulated)).toContain("simulated");
});

describe("a search", () => {
  const noted = libraryEntry({
    ...{id: "20250401-000000-000002", lapTimesMs: [95_425, 96_000], best: {car: 3, lap: 1, lapTimeMs: 94_000}},
    notes: {line: "Wet start", tags: ["rain"], favourite: false, laps: 1, words: "wet start lock-up t4"},
  });
  const sessions = [libraryEntry(), simulated, noted];
  const shown = (address: string) => {
    history.replaceState(null, "", address);
    const root = sessionTable({writable: false, sessions, tracks: [], unreadable: []});
    return {
      root,
      rows: () => root.querySelectorAll("tbody tr strong").length,
      text: () => root.querySelector("tbody")!.textContent!,
    };
  };
  afterAll(() => history.replaceState(null, "", "/"));

  it("finds notes of laps, tags and lap times, and is in the address with the order", () => {
    for (const q of ["lock-up", "RAIN", "1:35.4", "1:34.000", "wet melbourne"])
      expect(shown(`/?q=${q}`).rows(), q).toBe(1);
    const {root, rows} = shown("/?track=Melbourne&q=lock&sort=track&order=down");
    const field = root.querySelector<HTMLInputElement>("input[type=search]")!;
    expect([field.value, rows()]).toEqual(["lock", 1]);
    expect(root.querySelector("th[aria-sort]")!.textContent).toBe("Track");
    field.value = "wet ";
    field.dispatchEvent(new Event("input"));
    expect(location.search).toBe("?track=Melbourne&q=wet&sort=track&order=down");
    buttonOf(root, /^Best lap$/)!.click();
    expect(location.search).toBe("?track=Melbourne&q=wet&sort=best&order=up");
    // the address shows the same again
    expect(shown(location.href).text()).toBe(root.querySelector("tbody")!.textContent);
    expect(shown("/?sort=toString&order=down").root.querySelector("th[aria-sort]")!.textContent).toBe("When");
  });

  it("that finds nothing says what was searched, and is cleared with a press", () => {
    const {root, rows, text} = shown("/?q=nowhere&track=Silverstone");
    expect(text()).toMatch(
      /No session that passes the filters \(track Silverstone\) has all of “nowhere” in its .*tags, notes \(those of laps too\)/,
    );
    buttonOf(root, /^Clear the search$/)!.click();
    expect([rows(), location.search]).toEqual([1, "?track=Silverstone"]);
    const other = shown("/?q=rain&track=Silverstone");
    expect(other.text()).toContain("Without the filters there is one.");
    buttonOf(other.root, /^Clear the filters$/)!.click();
    expect([other.rows(), location.search]).toEqual([1, "?q=rain"]);
    expect(other.root.querySelector<HTMLSelectElement>("select[aria-label=track]")!.value).toBe("");
    expect(shown("/?tag=none").text()).toContain("No session passes the filters: tag none.");
  });
});

it("an empty library shows what to do, an unreadable folder the reason", () => {
  const root = libraryView({
    writable: true,
    sessions: [],
    tracks: [],
    unreadable: [{id: "broken", reason: "session.json is damaged"}],
  });
  expect(root.querySelectorAll("ol li").length).toBe(3);
  expect(root.textContent).toContain("npm run -s lapbook -- simulate");
  expect(root.textContent).toContain("broken: session.json is damaged");
  expect(libraryView({writable: false, sessions: [], tracks: [], unreadable: []}).textContent).toContain(
    "publish it again",
  );
});

it("delete asks the server, and undo brings the row back", async () => {
  const request = vi.fn(async () => {});
  const root = sessionTable(
    {writable: true, sessions: [libraryEntry(), simulated], tracks: [], unreadable: []},
    {request: request as never},
  );
  root.querySelector<HTMLButtonElement>(".c-delete button")!.click();
  await settle();
  expect(request).toHaveBeenCalledWith("DELETE /sessions/{session}", {
    params: {session: expect.stringMatching(/^2025/)},
  });
  expect(root.querySelectorAll("tbody tr").length).toBe(1);
  [...root.querySelectorAll("button")].find((b) => b.textContent === "Undo")!.click();
  await settle();
  expect(request).toHaveBeenLastCalledWith("POST /sessions/{session}/restore", expect.anything());
  expect(root.querySelectorAll("tbody tr").length).toBe(2);
});

it("a delete that fails keeps the row and says why", async () => {
  const request = async () => {
    throw new Error("no right to write");
  };
  const root = sessionTable({writable: true, sessions: [libraryEntry()], tracks: [], unreadable: []}, {request});
  root.querySelector<HTMLButtonElement>(".c-delete button")!.click();
  await settle();
  expect(root.querySelectorAll("tbody tr").length).toBe(1);
  expect(root.querySelector("[role=alert]")?.textContent).toContain("no right to write");
});

/** Files of these tests are captures: nothing is asked about their columns. */
const inspect = async () => ({format: undefined, isPart: false});

function buttonOf(root: HTMLElement, text: RegExp): HTMLButtonElement | undefined {
  return [...root.querySelectorAll("button")].find(({textContent}) => text.test(textContent ?? ""));
}

/** Chooses files as a reader would. */
function choose(root: HTMLElement, ...names: string[]): void {
  const input = root.querySelector<HTMLInputElement>("input[type=file]")!;
  Object.defineProperty(input, "files", {configurable: true, value: names.map((name) => new File(["x"], name))});
  Object.defineProperty(input, "value", {configurable: true, writable: true, value: ""});
  input.dispatchEvent(new Event("change"));
}

it("imports several files one after the other; one that fails says why and stops none", async () => {
  const onImported = vi.fn();
  const send = async (file: File) => {
    if (file.name === "bad.pcap") throw new Error("not a capture: bad.pcap");
    return {sessions: [{id: "s1", track: {name: "Monza"}, type: "race"}]};
  };
  const root = dropImport({send, inspect, onImported});
  choose(root, "bad.pcap", "good.pcap");
  await vi.waitFor(() => expect(onImported).toHaveBeenCalled(), WAIT_MS);
  expect(root.textContent).toContain("2 files: 1 imported, 1 failed");
  const [bad, good] = root.querySelectorAll(".lb-jobs li");
  expect(bad.querySelector("[role=alert]")?.textContent).toBe("not a capture: bad.pcap");
  expect(good.querySelector("a")?.textContent).toBe("Monza, race");
  expect(onImported).toHaveBeenCalledTimes(1);
});

it("a file that waits for its columns does not hold up the others", async () => {
  const table = readTable(new TextEncoder().encode("time,speed,mystery\n0,10,1\n1,20,2\n"));
  const ask = async (_: Blob, name: string) =>
    name === "table.csv" ? {format: "csv", table, isPart: false} : {format: undefined, isPart: false};
  const sent: string[] = [];
  const send = async ({name}: File) => {
    sent.push(name);
    return {sessions: [{id: "s1", track: {name: "Monza"}, type: "race"}]};
  };
  const root = dropImport({send, inspect: ask});
  choose(root, "table.csv", "drive.pcap");
  await vi.waitFor(() => expect(sent).toEqual(["drive.pcap"]), WAIT_MS);
  expect(root.querySelector(".lb-jobs li")?.textContent).toContain("waiting for your review of the columns");
  await vi.waitFor(() => expect(root.querySelector("form")).not.toBeNull(), WAIT_MS);
  root.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  await vi.waitFor(() => expect(sent).toEqual(["drive.pcap", "table.csv"]), WAIT_MS);
});

it("a damaged capture offers to keep what is whole", async () => {
  const send = async (_: File, {salvage = false}: {salvage?: boolean} = {}) => {
    if (!salvage)
      throw new Error(
        "cut.pcap: cut after 3 whole datagrams; copy the file again, or keep what is whole with --salvage",
      );
    return {sessions: [{id: "s1", track: {name: "Monza"}, type: "race"}]};
  };
  const root = dropImport({send, inspect});
  choose(root, "cut.pcap");
  await vi.waitFor(() => expect(buttonOf(root, /^Keep what is whole$/)).toBeDefined(), WAIT_MS);
  expect(root.querySelector("[role=alert]")?.textContent).toBe(
    "cut.pcap: cut after 3 whole datagrams; copy the file again",
  );
  buttonOf(root, /^Keep what is whole$/)!.click();
  await vi.waitFor(() => expect(root.querySelector(".lb-jobs a")?.textContent).toBe("Monza, race"), WAIT_MS);
});

it("an import can be cancelled", async () => {
  const send = (_: File, {signal}: {signal?: AbortSignal} = {}) =>
    new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
  const root = dropImport({send, inspect});
  choose(root, "large.pcap");
  const cancel = () => [...root.querySelectorAll("button")].find((b) => b.textContent === "Cancel");
  await vi.waitFor(() => expect(cancel()).toBeDefined(), WAIT_MS);
  cancel()!.click();
  await vi.waitFor(
    () => expect(root.querySelector(".lb-jobs")?.textContent).toContain("cancelled; nothing was kept"),
    WAIT_MS,
  );
});

it("lineReader(onLine) gives each whole line of a growing text once", () => {
  const lines: string[] = [];
  const read = lineReader((line) => lines.push(line));
  read('{"progress": 0.1}\n{"pro');
  read('{"progress": 0.1}\n{"progress": 0.2}\n\n');
  expect(lines).toEqual(['{"progress": 0.1}', '{"progress": 0.2}']);
});
