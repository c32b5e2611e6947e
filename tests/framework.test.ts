import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const files = ["src", "loaders", "server", "bench"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), {recursive: true}).map((path) => `${folder}/${path}`.replaceAll("\\", "/")),
  )
  .concat("observablehq.config.ts", "vitest.config.ts", "tsconfig.json", "package.json")
  .filter((file) => !file.includes("/.observablehq/") && /\.(ts|js|mjs|css|md|json)$/.test(file));

/** What only Framework gives a meaning: its package, command line, modules, cache, markup and built files. */
const MARK =
  /@observablehq\/framework|"@observablehq", "framework"|\bOBSERVABLE\b|observablehq:|\.observablehq\b|observablehq--?[a-z]|\b_(npm|import|observablehq|file)\/|"_npm"|FileAttachment/;
/** The spelling of packages: a rule of components and pages. */
const SPELLING = /["'`^]npm:/;

/** The places of docs/architecture.md with what each knows. */
const listed = read("docs/architecture.md")
  .split("## Where Framework is used")[1]
  .split("\n")
  .filter((row) => row.startsWith("| `"))
  .flatMap((row) => [...row.matchAll(/`([\w./-]+)`/g)].map(([, place]) => place))
  .filter((place) => /\/|\.(ts|json|css)$/.test(place) && place !== "notebookHost.ts");
const named = files.filter((file) => MARK.test(read(file)) || SPELLING.test(read(file)));
const isIn = (file: string, place: string) => (place.endsWith("/") ? file.startsWith(place) : file === place);

it("Framework is named in the places that docs/architecture.md lists, and nowhere else", () => {
  expect(named.filter((file) => !listed.some((place) => isIn(file, place)))).toEqual([]);
  expect(listed.length).toBeGreaterThan(20);
  // each place is there, and does what the list says
  expect(listed.filter((place) => !files.some((file) => isIn(file, place)))).toEqual([]);
  const unneeded = listed.filter((place) => !named.some((file) => isIn(file, place)));
  expect(unneeded, "they follow its conventions without a name").toEqual([
    ...["src/index.md", "src/data/", "loaders/showCode.ts"],
    ...["src/components/report/frameworkClient.d.ts", "src/style/reportNotebook.css"],
  ]);
});

it("components know nothing of Framework but the spelling of packages", () => {
  const wrong = named.filter((file) => file.startsWith("src/components/") && MARK.test(read(file)));
  expect(wrong).toEqual([
    // says what to write instead of FileAttachment
    "src/components/notebook/notebookRuntime.ts",
    "src/components/ui/archive.ts",
    "src/components/ui/publishDialog.ts",
  ]);
});
