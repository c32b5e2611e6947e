import {type ChildProcess, spawn} from "node:child_process";
import {accessSync, constants} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import WebSocket from "ws";
import {WAIT_MS} from "./until.js";

const PLACES = [
  ...(process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => ["firefox", "firefox-esr"].map((name) => join(folder, name))),
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** LAPBOOK_FIREFOX, else where Firefox is installed; undefined where there is none: such tests are skipped. */
export const firefoxPath = process.env.LAPBOOK_FIREFOX ?? PLACES.find(isProgram);

/** A profile that asks nobody for anything, and cannot reach anybody; dark pages. */
const PREFERENCES = {
  ...{"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9},
  ...{"network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "network.captive-portal-service.enabled": false},
  ...{"app.update.disabledForTesting": true, "datareporting.policy.dataSubmissionEnabled": false},
  ...{"browser.shell.checkDefaultBrowser": false, "browser.startup.homepage_override.mstone": "ignore"},
  ...{"toolkit.startup.max_resumed_crashes": -1, "layout.css.prefers-color-scheme.content-override": 0},
};

/** A page in Firefox, driven by WebDriver BiDi (W3C): what tests need of it. */
export interface FirefoxPage {
  goto(url: string): Promise<void>;
  /** the value of an expression in the page, awaited; of JSON's types */
  evaluate<T>(expression: string): Promise<T>;
  /** repeats an expression until it is true */
  waitFor(expression: string): Promise<void>;
  /** moves the pointer to the middle of the first element, offset in px */
  move(selector: string, offset?: {x: number; y: number}): Promise<void>;
  click(selector: string): Promise<void>;
  press(key: string): Promise<void>;
  /** errors on the console and uncaught ones */
  problems: string[];
  requests: string[];
  close(): Promise<void>;
}

/** Starts Firefox with a profile of its own. */
export async function openFirefox(): Promise<FirefoxPage> {
  const profile = await mkdtemp(join(tmpdir(), "lapbook-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"];
  const child = spawn(firefoxPath!, args, {stdio: ["ignore", "ignore", "pipe"]});
  try {
    const page = await drive(new WebSocket(`${await addressOf(child)}/session`));
    return {...page, close: () => page.close().then(() => end(child, profile))};
  } catch (error) {
    await end(child, profile);
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`Firefox has not started: ${said}`)), WAIT_MS);
    child.on("exit", () => reject(new Error(`Firefox has ended: ${said}`)));
    child.stderr!.on("data", (data) => {
      said += data;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

async function end(child: ChildProcess, profile: string): Promise<void> {
  const ended = new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(null)));
  child.kill();
  await ended;
  await rm(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
}

interface Answer {
  id?: number;
  method?: string;
  params?: Record<string, never>;
  result?: Record<string, never>;
  message?: string;
}

async function drive(socket: WebSocket): Promise<FirefoxPage> {
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map<number, (answer: Answer) => void>();
  const problems: string[] = [];
  const requests: string[] = [];
  let sent = 0;
  socket.on("message", (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    const params = answer.params as unknown as {level?: string; text?: string; request?: {url: string}};
    if (answer.method === "log.entryAdded" && params.level === "error") problems.push(params.text ?? "");
    if (answer.method === "network.beforeRequestSent") requests.push(params.request!.url);
  });
  function ask(method: string, params: object = {}): Promise<Record<string, never>> {
    const id = ++sent;
    socket.send(JSON.stringify({id, method, params}));
    return new Promise((resolve, reject) =>
      waiting.set(id, ({result, message}) => (result ? resolve(result) : reject(new Error(`${method}: ${message}`)))),
    );
  }
  await ask("session.new", {capabilities: {}});
  await ask("session.subscribe", {events: ["log.entryAdded", "network.beforeRequestSent"]});
  const tree = (await ask("browsingContext.getTree")) as unknown as {contexts: {context: string}[]};
  const [{context}] = tree.contexts;

  async function evaluate<T>(expression: string): Promise<T> {
    const answer = (await ask("script.evaluate", {
      ...{expression: `(async () => JSON.stringify(await (${expression})))()`, target: {context}, awaitPromise: true},
    })) as unknown as {result?: {value?: string}; exceptionDetails?: {text: string}};
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result?.value ?? "null") as T;
  }
  async function waitFor(expression: string): Promise<void> {
    const ends = Date.now() + WAIT_MS;
    while (!(await evaluate<boolean>(expression))) {
      if (Date.now() > ends) throw new Error(`waited in vain for ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function point(selector: string, {x, y}: {x: number; y: number}, ...more: object[]): Promise<void> {
    const [left, top] = await evaluate<number[]>(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({block: "center"});
      const box = element.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
    })()`);
    const actions = [{type: "pointerMove", x: left + x, y: top + y}, ...more];
    await ask("input.performActions", {context, actions: [{type: "pointer", id: "mouse", actions}]});
  }
  return {
    evaluate,
    waitFor,
    ...{problems, requests},
    async goto(url) {
      problems.length = requests.length = 0;
      await ask("browsingContext.navigate", {context, url, wait: "complete"});
    },
    move: (selector, offset = {x: 0, y: 0}) => point(selector, offset),
    click: (selector) =>
      point(selector, {x: 0, y: 0}, {type: "pointerDown", button: 0}, {type: "pointerUp", button: 0}),
    async press(value) {
      const actions = ["keyDown", "keyUp"].map((type) => ({type, value}));
      await ask("input.performActions", {context, actions: [{type: "key", id: "keys", actions}]});
    },
    async close() {
      await ask("browser.close").catch(() => {});
      socket.close();
    },
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
