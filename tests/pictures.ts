import {mkdir} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {launch, openPage} from "./support/browser.js";
import {serve} from "./support/server.js";

// Makes the pictures of the documentation from the bundled sessions: npm run pictures [-- all FOLDER]
// Without arguments only those that README shows; with `all`, every page, light and dark, wide and phone, to look at.

// the steady driver's best lap as the reference, the cautious one's beside it
const COMPARED = "laps=20260301-140000-906dfc%3A0%3A2%2C20260301-150000-ea4ca3%3A0%3A1";
const PAGES = {
  library: "",
  session: "pages/session.html",
  debrief: "pages/debrief.html?session=20260301-150000-ea4ca3&reference=20260301-140000-906dfc%3A0",
  laps: `pages/laps.html?${COMPARED}`,
  circuit: "pages/circuit.html",
  sql: "pages/sql.html",
};
const WIDTHS = {wide: {width: 1280, height: 860}, phone: {width: 390, height: 844}};

const [what, target] = process.argv.slice(2);
const folder = target ?? fileURLToPath(new URL("../docs/pictures/", import.meta.url));
await mkdir(folder, {recursive: true});
const {url, close} = await serve(fileURLToPath(new URL("../recordings/", import.meta.url)));
const browser = await launch();
for (const [name, path] of Object.entries(PAGES)) {
  for (const [size, viewport] of Object.entries(WIDTHS)) {
    for (const colorScheme of ["light", "dark"] as const) {
      if (what !== "all" && !(name === "laps" && size === "wide")) continue;
      const opened = await openPage(browser, `${url}${path}`, {viewport, colorScheme});
      const {page} = opened;
      await page.waitForTimeout(name === "sql" ? 4000 : 800);
      if (name === "laps") {
        // the cursor where the two laps differ
        await page.locator(".lb-trace-stage").hover({position: {x: size === "wide" ? 448 : 200, y: 120}});
      }
      for (const problem of opened.problems) console.error(`${name}: ${problem}`);
      const file = `${name}${what === "all" ? `-${size}` : ""}-${colorScheme}.png`;
      await page.screenshot({path: `${folder}/${file}`, fullPage: what === "all"});
      await opened.close();
    }
  }
}
await browser.close();
await close();
