import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {CHANNELS} from "../src/core/channels/catalogue.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Layers, and what each may import; a layer may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  "src/core": [],
  "src/components": ["src/core"],
  "src/pages": ["src/components", "src/core"],
  "src/data": ["loaders", "src/core"],
  loaders: ["src/core"],
  server: ["loaders", "src/core"],
};

const sources = Object.keys(MAY_IMPORT).flatMap((layer) =>
  filesIn(layer, /\.(ts|js|md)$/).map((file) => ({layer, file})),
);
sources.push({layer: "src/pages", file: "src/index.md"});
const core = sources.filter(({layer}) => layer === "src/core");

describe("imports", () => {
  it("run one way: pages → components → core; data → loaders → core; server → loaders → core", () => {
    const wrong = sources.flatMap(({layer, file}) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .map((name) => relative(root, join(root, dirname(file), name)).replaceAll("\\", "/"))
        .filter((target) => ![layer, ...MAY_IMPORT[layer]].some((allowed) => target.startsWith(`${allowed}/`)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("name a file that is there, with .js for a TypeScript file", () => {
    const wrong = sources.flatMap(({file}) =>
      importsOf(file)
        .filter((name) => name.startsWith("."))
        .filter((name) => {
          const target = join(root, dirname(file), name);
          return !existsSync(target) && !(name.endsWith(".js") && existsSync(target.replace(/\.js$/, ".ts")));
        })
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("in what a page loads name Arrow and d3 so that the page has one of each", () => {
    const wrong = sources
      .filter(({layer, file}) => layer.startsWith("src/") && layer !== "src/data" && file !== "src/core/arrow.ts")
      .flatMap(({file}) =>
        importsOf(file)
          .filter((name) => /^(apache-arrow|d3|@observablehq\/plot|@duckdb\/duckdb-wasm)$/.test(name))
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong, "core takes Arrow from src/core/arrow.js, components take npm:NAME").toEqual([]);
  });
});

/**
 * Floors of src/core, lowest first. A folder imports from its own floor's folders named before it and from the floors below;
 * `import type` counts too.
 */
const FLOORS = [
  ["arrow", "channels", "facts", "geometry", "signal", "tasks"],
  ["capture", "archive", "expressions", "messages", "notebook"],
  ["track", "laptime", "laps", "strategy", "findings", "sql", "report", "alerts"],
  ["games"],
  ["session"],
  ["files", "analyst"],
  ["live", "export"],
  ["sim"],
];

describe("floors", () => {
  const order = FLOORS.flat();
  const folderOf = (file: string) => file.split("/")[2].replace(/\.[jt]s$/, "");

  it("name every folder of src/core once", () => {
    const folders = [...new Set(core.map(({file}) => folderOf(file)))];
    expect(folders.sort()).toEqual([...order].sort());
  });

  it("let no file of src/core import from a higher floor, types included", () => {
    const wrong = core.flatMap(({file}) =>
      targetsOf(file)
        .filter((target) => target.startsWith("src/core/"))
        .filter((target) => order.indexOf(folderOf(target)) > order.indexOf(folderOf(file)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("hold the simulator alone: nothing else in core imports it", () => {
    const wrong = core
      .filter(({file}) => folderOf(file) !== "sim")
      .flatMap(({file}) => targetsOf(file).filter((target) => target.startsWith("src/core/sim/")));
    expect(wrong).toEqual([]);
  });

  it("have no cycle between files anywhere, types included", () => {
    expect(cyclesOf(new Map(sources.map(({file}) => [file, targetsOf(file)])))).toEqual([]);
  });
});

describe("exported names", () => {
  /** Every command of the command line is one `command` of its own file. */
  const EVERYWHERE = new Set(["command"]);

  it("have one meaning each: none is defined in two files", () => {
    const homes = new Map<string, Set<string>>();
    for (const file of ["src", "loaders", "server"].flatMap((folder) => filesIn(folder, /\.ts$/)))
      for (const [, name] of read(file).matchAll(DEFINED))
        homes.set(name, (homes.get(name) ?? new Set<string>()).add(file));
    const twice = [...homes].filter(([name, files]) => files.size > 1 && !EVERYWHERE.has(name));
    expect(twice.map(([name, files]) => `${name}: ${[...files].join(", ")}`)).toEqual([]);
  });
});

/** Folders of src/components, lowest first: each imports from those named before it only. */
const COMPONENT_FLOORS = [
  "ui",
  "live",
  "layouts",
  "laps",
  "map",
  "explore",
  "math",
  "access",
  "alerts",
  "debrief",
  "corners",
  "setups",
  "progress",
  "sql",
  "library",
  "session",
  "sectors",
  "consistency",
  "grip",
  "race",
  "stints",
  "pitwall",
  "notebook",
  "report",
];

describe("components", () => {
  const folderOf = (file: string) => file.split("/")[2];

  it("import from folders below their own", () => {
    const wrong = sources
      .filter(({layer}) => layer === "src/components")
      .flatMap(({file}) =>
        targetsOf(file)
          .filter((target) => target.startsWith("src/components/"))
          .filter((target) => !(COMPONENT_FLOORS.indexOf(folderOf(target)) <= COMPONENT_FLOORS.indexOf(folderOf(file))))
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
    expect(COMPONENT_FLOORS).toEqual(expect.arrayContaining(filesIn("src/components", /\.ts$/).map(folderOf)));
  });

  it("draw charts with plotChart, which gives them a name for screen readers", () => {
    // cells of notebooks have a chart's code as text
    const wrong = filesIn("src/components", /(?<!Cells?)\.ts$/).filter((file) =>
      /\bPlot\.plot\(/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(wrong).toEqual(["src/components/ui/plotChart.ts"]);
  });
});

/** Libraries of core, each in one file: formats and grammars that others read better than we would. */
const IN_CORE = [
  [/^src\/core\/arrow\.[jt]s$/, /^(npm:)?apache-arrow$/],
  [/^src\/core\/export\/parquetExport\.ts$/, /^hyparquet-writer$/],
  [/^src\/core\/files\/xml\/xmlParser\.ts$/, /^saxes$/],
  [/^src\/core\/files\/aim\/xrkBytes\.ts$/, /^fflate$/],
  [/^src\/core\/expressions\/jsep\.[jt]s$/, /^(npm:)?jsep$/],
  [/^src\/core\/games\/gt7\/packet\.ts$/, /^@noble\/ciphers\/salsa\.js$/],
];

describe("core", () => {
  it("imports no module of Node and no framework", () => {
    const wrong = core.flatMap(({file}) =>
      importsOf(file)
        .filter((name) => !name.startsWith("."))
        .filter((name) => !IN_CORE.some(([where, what]) => where.test(file) && what.test(name)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reads no clock, rolls no dice, and knows no DOM", () => {
    const forbidden =
      /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|document\.|window\.|process\.|Buffer\.|fetch\()/;
    const wrong = core.flatMap(({file}) => {
      const found = forbidden.exec(withoutComments(read(file)));
      return found ? [`${file}: ${found[0]}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe("documents", () => {
  const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesIn("docs", /\.md$/)].filter((file) =>
    existsSync(join(root, file)),
  );

  it.each(documents)("%s links to files that are there", (file) => {
    const wrong = [...read(file).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map((match) => match[1])
      .filter((link) => !/^\w+:/.test(link) && !existsSync(join(root, dirname(file), decodeURI(link))));
    expect(wrong).toEqual([]);
  });

  it("docs/formats.md lists every channel of the catalogue", () => {
    const text = read("docs/formats.md");
    expect(CHANNELS.map(({name}) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

function filesIn(folder: string, name: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), {recursive: true})
    .map((path) => `${folder}/${String(path).replaceAll("\\", "/")}`)
    .filter((path) => name.test(path) && !path.endsWith(".d.ts"));
}

const DEFINED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** Source files that a module imports by a relative path, types included. */
function targetsOf(file: string): string[] {
  const relativeNames = withoutComments(read(file)).matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g);
  return [...relativeNames]
    .map((match) => relative(root, join(root, dirname(file), match[1])).replaceAll("\\", "/"))
    .map((target) => (existsSync(join(root, target)) ? target : target.replace(/\.js$/, ".ts")));
}

/** Strongly connected components of more than one file, each as a sorted list (Tarjan's algorithm). */
function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!imports.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const members = stack.splice(stack.indexOf(file));
    if (members.length > 1) cycles.push(members.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return cycles;
}

/** What a module imports at run time; `import type` is gone by then. */
function importsOf(file: string): string[] {
  const text = withoutComments(read(file));
  const statements = /^\s*(?:import|export)\s(?!type\b)(?:[^;"'`]*?\bfrom\s*)?["']([^"']+)["']/gm;
  const calls = /\bimport\(\s*["']([^"']+)["']/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)].map((match) => match[1]);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
