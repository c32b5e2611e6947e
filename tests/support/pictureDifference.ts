import type {Locator} from "playwright-core";

/**
 * How much a saved picture of an element differs from the element as the browser shows it: the share of its pixels of which a colour differs by
 * more than a quarter.
 *
 * @param at px of the element's corner in the picture
 */
export async function pictureDifference(element: Locator, svg: string, at: readonly [number, number]): Promise<number> {
  const shown = (await element.screenshot({animations: "disabled"})).toString("base64");
  return element.page().evaluate(compared, {shown, svg, at});
}

/** Runs in the page. */
async function compared({shown, svg, at}: {shown: string; svg: string; at: readonly [number, number]}) {
  const imageOf = async (content: BlobPart, type: string) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([content], {type}));
    await image.decode();
    return image;
  };
  const screen = await imageOf(
    Uint8Array.from(atob(shown), (character) => character.charCodeAt(0)),
    "image/png",
  );
  const {width, height} = screen;
  const pixels = (image: HTMLImageElement, [x, y]: readonly [number, number]) => {
    const canvas = Object.assign(document.createElement("canvas"), {width, height});
    const pen = canvas.getContext("2d")!;
    pen.drawImage(image, -x, -y);
    return pen.getImageData(0, 0, width, height).data;
  };
  const [a, b] = [pixels(screen, [0, 0]), pixels(await imageOf(svg, "image/svg+xml"), at)];
  let differing = 0;
  for (let i = 0; i < a.length; i += 4) {
    const most = Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2]));
    if (most > 64) differing++;
  }
  return differing / (width * height);
}
