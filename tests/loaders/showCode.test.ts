import MarkdownIt from "markdown-it";
import {expect, it} from "vitest";
import {echoCells} from "../../loaders/showCode.js";

const page = [
  "js\nconst a = 1 < 2;",
  "js run=false\nexample();",
  "js echo\ndisplay(a);",
  "sql id=rows\nSELECT 1",
  "\ntext",
]
  .map((cell) => `\`\`\`${cell}\n\`\`\`\n`)
  .join("\n");

/** A parser whose fences are written as Framework does: what runs, then the source where it is echoed; attributes leave the token. */
function parser(): {md: MarkdownIt; ran: string[]} {
  const md = new MarkdownIt();
  const ran: string[] = [];
  const base = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, ...others) => {
    const {info, content} = tokens[index];
    const runs = /^(js|sql)/.test(info) && !info.includes("run=false");
    tokens[index].info = info.split(" ")[0];
    if (runs) ran.push(content);
    const cell = runs ? `<div>cell ${ran.length}</div>\n` : "";
    return cell + (!runs || info.includes("echo") ? base(tokens, index, ...others) : "");
  };
  return {md, ran};
}

it("each running cell carries its source, hidden; what a page shows or does not run stays as it was", () => {
  const [plain, echoed] = [parser(), parser()];
  echoCells(echoed.md);
  const html = echoed.md.render(page);
  expect(html.match(/<div class="lb-code"><pre>.*\n/g)).toEqual([
    '<div class="lb-code"><pre><code class="language-js">const a = 1 &lt; 2;\n',
    '<div class="lb-code"><pre><code class="language-sql">SELECT 1\n',
  ]);
  expect(html.replace(/<div class="lb-code"><pre>.*\n<\/code><\/pre>\n<\/div>\n/g, "")).toBe(plain.md.render(page));
  expect(echoed.ran).toEqual(plain.ran);
});
