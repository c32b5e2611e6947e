// @vitest-environment jsdom
import {afterEach, expect, it, vi} from "vitest";
import {exportPanel} from "../../../src/components/session/exportPanel.js";
import type {SavedFile} from "../../../src/components/ui/saveFile.js";
import {encodeSamples} from "../../../src/core/archive/encodeSamples.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {WAIT_MS} from "../../support/until.js";
import {LEDGER, lapRow, libraryEntry} from "../fakeSession.js";

const driver = {team: "", raceNumber: 1, ai: false, restricted: false};
const session = {
  ...libraryEntry(),
  ledger: LEDGER,
  capture: {file: "capture.ld.gz", datagrams: 0, digest: "0"},
  drivers: [0, 5].map((car) => ({...driver, car, name: `Driver ${car}`})),
} as unknown as SessionFile;
const samples = encodeSamples({
  rows: 3,
  columns: {sessionTime: Float64Array.of(0, 0.1, 0.2), speedKmh: Uint16Array.of(100, 110, 120)},
  present: new Uint16Array(3).fill(0xffff),
});

afterEach(() => vi.unstubAllGlobals());

/** jsdom's Blob has no text() */
const textOf = ({content}: SavedFile): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(content);
  });

const settled = async (root: HTMLElement) => {
  await vi.waitFor(
    () => expect(root.querySelector("[role=status]")?.textContent).toMatch(/^(saved|not exported|cancelled)/),
    WAIT_MS,
  );
  return root.querySelector("[role=status]")!.textContent;
};

function choose(root: HTMLElement, n: number, value: string): void {
  const select = root.querySelectorAll("select")[n];
  select.value = value;
  select.dispatchEvent(new Event("input"));
}

it("writes the chosen laps of the chosen driver, and lists the saved files", async () => {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (url: URL) => {
    fetched.push(url.pathname);
    return new Response(samples.slice());
  });
  const saved: SavedFile[] = [];
  const laps = [lapRow(), lapRow({lap: 2}), lapRow({car: 5}), lapRow({car: 5, lap: 3, file: null})];
  const root = exportPanel(session, laps, {save: (file) => saved.push(file)});
  choose(root, 1, "5");
  expect([...root.querySelectorAll("select")[2].options].map((o) => o.value)).toEqual(["", "1"]);
  choose(root, 1, "0");
  choose(root, 2, "2");
  root.querySelector("button")!.click();
  expect(await settled(root)).toMatch(/^saved 20250307-140512-a1b2c3-Melbourne-A-DRIVER-lap-2\.csv \(\d+ B\)$/);
  expect(fetched).toHaveLength(1);
  expect(fetched[0]).toMatch(/car-0\/lap-2\.arrows$/);
  expect((await textOf(saved[0])).split("\n")[2]).toMatch(/^0,100,90000,/);
  expect(root.querySelector("a")!.getAttribute("href")).toMatch(/recordings\/20250307-140512-a1b2c3\/capture\.ld\.gz$/);
});

it("shows why nothing was saved, and can be repeated", async () => {
  vi.stubGlobal("fetch", async () => new Response("gone", {status: 500}));
  const root = exportPanel(session, [lapRow({lap: 9})]);
  root.querySelector("button")!.click();
  expect(await settled(root)).toMatch(/^not exported: .*500/);
  expect(root.querySelector("button")!.disabled).toBe(false);
});

it("shows its progress, and saves nothing after a cancel", async () => {
  const waiting: ((response: Response) => void)[] = [];
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => waiting.push(resolve)));
  const saved: SavedFile[] = [];
  const root = exportPanel(session, [lapRow({lap: 21}), lapRow({lap: 22})], {save: (file) => saved.push(file)});
  const [button, cancel] = root.querySelectorAll("button");
  const bar = root.querySelector("progress")!;
  const status = root.querySelector("[role=status]")!;
  expect([cancel.hidden, bar.hidden]).toEqual([true, true]);
  button.click();
  await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT_MS);
  expect([button.disabled, cancel.hidden, bar.value, status.textContent]).toEqual([
    ...[true, false, 0, "reading lap 1 of 2…"],
  ]);
  waiting[0](new Response(samples.slice()));
  await vi.waitFor(() => expect(status.textContent).toBe("reading lap 2 of 2…"), WAIT_MS);
  expect(bar.value).toBeCloseTo(0.15);
  cancel.click();
  waiting[1](new Response(samples.slice()));
  expect(await settled(root)).toBe("cancelled: nothing was saved");
  expect([button.disabled, cancel.hidden, bar.hidden, saved.length]).toEqual([false, true, true, 0]);
  // and again
  vi.stubGlobal("fetch", async () => new Response(samples.slice()));
  choose(root, 0, "motec");
  button.click();
  expect(await settled(root)).toMatch(/^saved .*\.ld \(.*, .*\.ldx \(.*resampled to 10 Hz$/);
  expect(saved.map(({name}) => name.split(".").at(-1))).toEqual(["ld", "ldx"]);
});

it("links to the original data, unpacked by a server", () => {
  const links = (capture: string, writable: boolean) =>
    [
      ...exportPanel({...session, capture: {...session.capture, file: capture}}, [lapRow()], {
        writable,
      }).querySelectorAll("a"),
    ].map((a) => a.getAttribute("download"));
  const {id} = session;
  expect(links("capture.pcap.gz", true)).toEqual([`${id}-capture.pcap.gz`, `${id}.pcap`]);
  expect(links("capture.pcap.gz", false)).toEqual([`${id}-capture.pcap.gz`]);
  expect(links("capture.ld.gz", true)).toEqual([`${id}-capture.ld.gz`]);
});

it("says that no lap has samples", () => {
  expect(exportPanel(session, [lapRow({file: null})]).textContent).toContain("No lap of this session has samples");
});
