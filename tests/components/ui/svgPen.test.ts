// @vitest-environment jsdom
import {expect, it} from "vitest";
import {SvgPen} from "../../../src/components/ui/svgPen.js";

function elementsOf(pen: SvgPen): Element {
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${pen.svg}</svg>`;
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
}

it("SvgPen writes what a canvas would draw: look, dash, opacity, clip, and what restore brings back", () => {
  const pen = new SvgPen(100, 50, "a");
  pen.clearRect(0, 0, 100, 50);
  pen.save();
  pen.beginPath();
  pen.rect(10, 0, 80, 50);
  pen.clip();
  Object.assign(pen, {strokeStyle: "#123456", lineWidth: 1.25, globalAlpha: 0.5});
  pen.setLineDash([6, 3]);
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(Number.NaN, 3);
  pen.lineTo(30.126, 4);
  pen.stroke();
  pen.restore();
  pen.fillRect(1, 2, 3, -4);
  const svg = elementsOf(pen);
  const [line, rect] = svg.querySelectorAll("g");
  const given = (element: Element, names: string) => names.split(" ").map((name) => element.getAttribute(name));
  expect(given(line, "stroke stroke-width stroke-opacity stroke-dasharray clip-path fill")).toEqual(
    "#123456|1.25|0.5|6 3|url(#a0)|none".split("|"),
  );
  expect(line.querySelector("path")!.getAttribute("d")).toBe("M0,0L30.13,4");
  expect(svg.querySelector("clipPath#a0 path")!.getAttribute("d")).toBe("M10,0h80v50h-80Z");
  expect(given(rect, "fill fill-opacity clip-path stroke")).toEqual(["#000", null, null, null]);
  expect(rect.querySelector("path")!.getAttribute("d")).toBe("M1,2h3v-4h-3z");
});

it("SvgPen keeps texts as texts, whatever is in them, at their base line", () => {
  const pen = new SvgPen(100, 50, "a");
  Object.assign(pen, {font: '650 11px "A & B", sans-serif', textAlign: "right", textBaseline: "middle"});
  const hostile = `</text><script>alert(1)</script> "&<\u0007 NaN`;
  pen.fillText(hostile, 10, 20);
  pen.fillText("nowhere", Number.NaN, 20);
  const svg = elementsOf(pen);
  const [text, ...more] = svg.querySelectorAll("text");
  expect(more).toEqual([]);
  expect(text.textContent).toBe(hostile.replace("\u0007", ""));
  expect([text.getAttribute("x"), text.getAttribute("y")]).toEqual(["10", "23.85"]);
  const look = text.parentElement!;
  expect(["text-anchor", "font-weight", "font-size", "font-family"].map((name) => look.getAttribute(name))).toEqual([
    ...["end", "650", "11"],
    '"A & B", sans-serif',
  ]);
  expect(svg.querySelector("script")).toBeNull();
});

it("SvgPen begins anew when its canvas is cleared, and refuses to clear a part", () => {
  const pen = new SvgPen(100, 50, "a");
  pen.fillRect(0, 0, 1, 1);
  pen.clearRect(0, 0, 100, 50);
  expect(pen.svg).toBe("");
  expect(() => pen.clearRect(5, 0, 10, 50)).toThrow("cleared as a whole");
});
