// @vitest-environment jsdom
import {expect, it, vi} from "vitest";
import {heldRemote} from "../../../src/components/ui/heldRemote.js";
import {markdown} from "../../../src/components/ui/markdown.js";
import {loadMarkdown} from "../../../src/components/ui/markdownParser.js";

const shown = (html: string) => {
  const root = document.createElement("div");
  root.append(heldRemote(html));
  return root;
};

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

it.each([
  '<img src="https://evil.example/x.png" alt="a lap">',
  '<img src="//evil.example/x.png">',
  '<img src="\\\\evil.example\\x.png">',
  '<img src="ht\ttps://evil.example/x.png">',
  '<img src="file://evil.example/share/x.png">',
  `<img src="${PIXEL}" srcset="a.png 1x, https://evil.example/x.png 2x">`,
  `<picture><source srcset="https://evil.example/x.png"><img src="${PIXEL}"></picture>`,
  '<video poster="https://evil.example/x.png"></video>',
  '<audio><source src="https://evil.example/x.ogg"></audio>',
  '<iframe src="https://evil.example/"></iframe>',
  `<iframe srcdoc="<img src='https://evil.example/x.png'>"></iframe>`,
  '<iframe src="data:text/html,<img src=https://evil.example>"></iframe>',
  '<object data="https://evil.example/x.svg"></object>',
  '<embed src="https://evil.example/x.svg">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>@import "x.css"; p { background: url(https://evil.example/x.png) }</style>',
  "<style>p { background: u\\72l(\\68ttps://evil.example) }</style>",
  '<input type="image" src="https://evil.example/x.png">',
  '<svg><image href="https://evil.example/x.png"/></svg>',
  '<svg><image xlink:href="https://evil.example/x.png"/></svg>',
])("nothing of another host is loaded without a click: %s", (html) => {
  const root = shown(html);
  expect(root.innerHTML.replace(/<button[\s\S]*?<\/button>/g, "")).not.toMatch(/evil/);
  expect(root.querySelectorAll("button"), "can be asked for").toHaveLength(1);
});

it.each([
  '<p style="background: url(https://evil.example/x.png)">a</p>',
  '<table background="https://evil.example/x.png"><tr><td>a</table>',
  '<svg><rect filter="url(//evil.example/f.svg#a)"/></svg>',
  '<svg><image><set attributeName="href" to="https://evil.example/x.png"/></image></svg>',
  '<noscript><img src="https://evil.example/x.png"></noscript>',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0; url=https://evil.example">',
])("what decorates is left out: %s", (html) => {
  expect(shown(html).innerHTML).not.toMatch(/evil/);
});

it.each([
  `<img src="${PIXEL}" alt="one">`,
  '<img src="../pictures/lap.png">',
  `<img src="${location.origin}/a.png">`,
  '<a href="https://example.org/">a link waits for a click anyway</a>',
  '<p style="color: red; background: url(#a)" title="C:\\laps">a // b</p>',
  "<style>.a::before { content: '\\2014' }</style>",
  '<svg><use href="#corner"/></svg>',
  '<iframe src="laps.html"></iframe>',
])("what the page has or carries itself stays: %s", (html) => {
  const plain = document.createElement("div");
  plain.innerHTML = html;
  expect(shown(html).innerHTML).toBe(plain.innerHTML);
});

it("a press loads what was held, and says when that fails", async () => {
  await loadMarkdown();
  const root = markdown("![my *lap*](https://pictures.example/a.png) and ![b](b.png)");
  const load = root.querySelector("button")!;
  expect(load.textContent).toBe("Load image “my lap” from pictures.example");
  expect(root.querySelectorAll("img")).toHaveLength(1);
  load.click();
  const [image] = root.querySelectorAll("img");
  expect(image.getAttribute("src")).toBe("https://pictures.example/a.png");
  image.dispatchEvent(new Event("error"));
  expect(root.textContent).toContain("could not be loaded from pictures.example");
});

it("markdown(text) can be read before its parser is loaded", async () => {
  vi.resetModules();
  const fresh = await import("../../../src/components/ui/markdown.js");
  const root = fresh.markdown("slower in **turn 3**");
  expect(root.textContent).toBe("slower in **turn 3**");
  await vi.waitFor(() => expect(root.querySelector("strong")?.textContent).toBe("turn 3"));
  expect(fresh.markdown("*a*").querySelector("em")).not.toBeNull();
});
