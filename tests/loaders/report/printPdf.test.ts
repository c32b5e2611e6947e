import {afterEach, expect, it, vi} from "vitest";
import {PrintError, printPdf} from "../../../loaders/report/printPdf.js";
import {chromiumPath} from "../../support/browser.js";

afterEach(() => vi.unstubAllEnvs());

it.skipIf(!chromiumPath)(
  "printPdf(html) waits until the page has drawn all of it, with its charts, in the width of the paper",
  async () => {
    const late = `<!doctype html><style>@page {size: A4; margin: 12mm} body {margin: 0}</style><main aria-busy="true"></main><script>setTimeout(() => {
    const main = document.querySelector("main");
    main.innerHTML = "<p style='break-after: page'>one</p>".repeat(2) + "<p>three</p><canvas></canvas>";
    const canvas = document.querySelector("canvas");
    new ResizeObserver(([{contentRect}]) => requestAnimationFrame(() => {
      canvas.width = contentRect.width;
      canvas.getContext("2d").fillRect(0, 0, 50, 50);
    })).observe(main);
    main.removeAttribute("aria-busy");
  }, 1500)</script>`;
    const pdf = Buffer.from(await printPdf(late)).toString("latin1");
    expect(pdf.slice(0, 5)).toBe("%PDF-");
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(3);
    // 210 mm − 2 × 12 mm at 96 pixels an inch
    expect(pdf.match(/\/Subtype \/Image[^>]*?\/Width (\d+)/)?.[1]).toBe("703");
  },
);

it("printPdf(html) without a browser says how else a PDF is made", async () => {
  vi.stubEnv("LAPBOOK_CHROMIUM", "/no-browser");
  const printed = printPdf("");
  await expect(printed).rejects.toThrow(PrintError);
  await expect(printed).rejects.toThrow(
    /\/no-browser.*write an \.html report, open it in a browser and print it to PDF/,
  );
});
