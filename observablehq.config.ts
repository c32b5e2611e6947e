import {codeButton, echoCells} from "./loaders/showCode.js";
import {vendorNpm} from "./loaders/vendor.js";

// Nothing leaves the machine: no usage reports, and packages from node_modules instead of a CDN.
process.env.OBSERVABLE_TELEMETRY_DISABLE ??= "1";
await vendorNpm("src");

/**
 * What a screen reader misses in Framework's own parts: the language, the name of the checkbox that opens the menu (on narrow screens it is the
 * button), and a list that holds list items only.
 */
const mendsOfFramework = `<script>{
  const find = (id) => document.querySelector("#observablehq-" + id);
  document.documentElement.lang = "en";
  find("sidebar-toggle").setAttribute("aria-label", "Menu");
  const close = find("sidebar-close");
  close?.closest("nav").append(close);
}</script>`;

/**
 * Back brings a reader to where he was: pages are short until their data have arrived, so the browser's own place is lost. The place is
 * kept under the page's address, which holds its choices, and taken when the page has grown long enough, unless the reader has moved.
 */
const keepsScroll = `<script>{
  const key = () => "lapbook scroll " + location.href;
  const [from] = performance.getEntriesByType("navigation");
  let y = 0;
  try {
    if (from?.type === "back_forward") y = Number(sessionStorage.getItem(key()));
    addEventListener("pagehide", () => sessionStorage.setItem(key(), String(Math.round(scrollY))));
  } catch {}
  if (y > 0) {
    history.scrollRestoration = "manual";
    const grown = new ResizeObserver(() => {
      if (document.documentElement.scrollHeight - innerHeight < y) return;
      scrollTo(0, y);
      stop();
    });
    const moves = ["wheel", "touchstart", "pointerdown", "keydown"];
    const stop = () => {
      grown.disconnect();
      history.scrollRestoration = "auto";
      for (const move of moves) removeEventListener(move, stop);
    };
    for (const move of moves) addEventListener(move, stop, {passive: true});
    grown.observe(document.body);
    setTimeout(stop, 15000);
  }
}</script>`;

/**
 * Lists the user's notebooks in the menu when a page is opened: they are no part of the built pages. `up` leads to the root of the pages.
 */
const notebooksInMenu = (up: string) => `<script>{
  const place = [...document.querySelectorAll("#observablehq-sidebar > section")].at(-1);
  const section = document.createElement("section");
  section.id = "lb-notebooks";
  const here = location.pathname.endsWith("/notebook.html") ? new URLSearchParams(location.search).get("name") ?? "" : null;
  const item = (text, name) => {
    const li = document.createElement("li");
    li.className = "observablehq-link" + (here === name ? " observablehq-link-active" : "");
    const a = document.createElement("a");
    a.href = ${JSON.stringify(`${up}pages/notebook.html`)} + (name ? "?name=" + encodeURIComponent(name) : "");
    a.textContent = text;
    if (here === name) a.setAttribute("aria-current", "page");
    li.append(a);
    return li;
  };
  window.lapbookMenu = ({notebooks, writable}) => {
    const summary = document.createElement("summary");
    summary.textContent = "Notebooks";
    const list = document.createElement("ol");
    list.append(...notebooks.map(({title, name}) => item(title, name)), item(writable ? "New page" : "All notebooks", ""));
    section.replaceChildren(summary, list);
    if (notebooks.length || writable) place.after(section);
    else section.remove();
  };
  fetch(${JSON.stringify(`${up}notebooks/index.json`)}, {cache: "no-cache"}).then((r) => r.ok ? r.json() : Promise.reject()).then(lapbookMenu, () => {});
}</script>`;

/** Browsers run no modules of a page that is opened from a file: then it says what it needs. */
const needsServer = `<script>{
  if (location.protocol === "file:") addEventListener("DOMContentLoaded", () => {
    const note = document.createElement("p");
    note.className = "lb-error";
    note.setAttribute("role", "alert");
    note.textContent = "Opened from a file, these pages stay empty: they need a web server. A report (report.html) opens by double-click.";
    document.querySelector("#observablehq-main h1")?.after(note);
  });
}</script>`;

const upFrom = (path: string) => "../".repeat(path.split("/").length - 2);

export default {
  title: "Lapbook",
  root: "src",
  // `lapbook build` builds aside and moves the result in when it is whole.
  output: process.env.LAPBOOK_OUTPUT || "dist",
  // groups are named for what a reader wants to do; further pages about one session are in the row under its title (analysisNav)
  pages: [
    {
      name: "Watch",
      collapsible: false,
      pages: [
        {name: "Pit wall", path: "/pages/live"},
        {name: "Alerts", path: "/pages/alerts"},
      ],
    },
    {
      name: "Read",
      collapsible: false,
      pages: [
        {name: "Library", path: "/"},
        {name: "Session", path: "/pages/session"},
        {name: "Debrief", path: "/pages/debrief"},
        {name: "Laps", path: "/pages/laps"},
        {name: "Race", path: "/pages/race"},
        {name: "Progress", path: "/pages/progress"},
        {name: "Circuit", path: "/pages/circuit"},
      ],
    },
    {
      name: "Ask",
      collapsible: false,
      pages: [
        {name: "SQL", path: "/pages/sql"},
        {name: "Live SQL", path: "/pages/live-sql"},
      ],
    },
  ],
  home: "Lapbook",
  style: "style.css",
  globalStylesheets: [],
  head: ({path}: {path: string}) => `<link rel="icon" type="image/svg+xml" href="${upFrom(path)}favicon.svg">`,
  header: ({path}: {path: string}) =>
    `<label class="lb-menu" for="observablehq-sidebar-toggle">Menu</label>${mendsOfFramework}${keepsScroll}${needsServer}${notebooksInMenu(upFrom(path))}`,
  footer: ({path}: {path: string}) =>
    `${codeButton} <a class="lb-foot" href="${upFrom(path)}pages/sharing.html">Sharing</a>`,
  markdownIt: echoCells,
  pager: false,
  search: true,
  // A plain file server, or a sub-folder of one, can serve dist.
  preserveExtension: true,
  preserveIndex: true,
  // DuckDB's own extensions would be downloaded; Arrow and CSV need none.
  duckdb: {extensions: {json: null, parquet: null}},
  interpreters: {".ts": [process.execPath, "--no-warnings", "--import", "tsx"]},
};
