import {afterEach, expect, it, vi} from "vitest";
import {PrintError, printPdf} from "../../../loaders/report/printPdf.js";
import {chromiumPath} from "../../support/browser.js";

afterEach(() => vi.unstubAllEnvs());

it.skipIf(!chromiumPath)("printPdf(html) waits until the page has drawn all of it", async () => {
  const late = `<!doctype html><body><script>setTimeout(() => {
    document.body.innerHTML = "<p style='break-after: page'>one</p>".repeat(2) + "<p>three</p>";
  }, 3000)</script>`;
  const pdf = Buffer.from(await printPdf(late)).toString("latin1");
  expect(pdf.slice(0, 5)).toBe("%PDF-");
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(3);
});

it("printPdf(html) without a browser says how else a PDF is made", async () => {
  vi.stubEnv("LAPBOOK_CHROMIUM", "/no-browser");
  const printed = printPdf("");
  await expect(printed).rejects.toThrow(PrintError);
  await expect(printed).rejects.toThrow(
    /\/no-browser.*write an \.html report, open it in a browser and print it to PDF/,
  );
});
