import {button, make} from "./canvas.js";

/** Elements that load something by themselves, and the attributes that say from where. */
const LOADING = "img, picture, video, audio, iframe, object, embed, link, style, input, image, feImage, use";
const ADDRESSES = ["src", "srcset", "href", "xlink:href", "poster", "data"];
/** Attributes that are read as style. */
const STYLES = "style fill stroke filter mask clip-path marker marker-start marker-mid marker-end cursor".split(" ");

/**
 * HTML as nodes that load nothing from elsewhere: a picture, a frame or a style sheet of another host becomes a button that names the host, and loads it
 * when pressed. Otherwise opening a notebook or a note of somebody else would tell that host who reads it, and when.
 */
export function heldRemote(html: string): DocumentFragment {
  const template = make("template");
  // nothing loads in the document of a template
  template.innerHTML = html;
  const {content} = template;
  for (const element of content.querySelectorAll(
    "base, meta, noscript, [attributeName=href], [attributeName='xlink:href']",
  ))
    element.remove();
  for (const element of content.querySelectorAll("*"))
    for (const {name, value} of [...element.attributes])
      if (name === "background" ? hostOf(value) !== undefined : STYLES.includes(name) && namesRemote(value))
        element.removeAttribute(name);
  for (const element of content.querySelectorAll(LOADING)) {
    // what has been taken out with the element around it
    if (!content.contains(element)) continue;
    const [host] = remoteHosts(element);
    if (host === undefined) continue;
    const whole = element.closest("picture, video, audio") ?? element;
    whole.replaceWith(held(whole, host));
  }
  return content;
}

/** Hosts from which an element would load. */
function remoteHosts(element: Element): string[] {
  if (element.matches("style")) return namesRemote(element.textContent ?? "") ? ["another host"] : [];
  // a frame's own text may load anything
  if (element.matches("iframe[srcdoc]")) return ["a frame"];
  const isFrame = element.matches("iframe, object, embed");
  const own = [element, ...element.querySelectorAll("source, track, img")];
  return own.flatMap((one) =>
    ADDRESSES.flatMap((name) => {
      const value = one.getAttribute(name);
      if (value === null) return [];
      const addresses = name === "srcset" ? value.split(/\s+|,/).filter((part) => /[/:\\]/.test(part)) : [value];
      return addresses.flatMap((address) => hostOf(address, isFrame) ?? []);
    }),
  );
}

/** The host of an address that is not the page's own; undefined for what the page has or carries itself. */
function hostOf(address: string, isFrame = false): string | undefined {
  let url: URL;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    return undefined;
  }
  if (/^https?:$/.test(url.protocol)) return url.origin === location.origin ? undefined : url.host;
  // a share of another machine is a file too
  if (url.protocol === "file:")
    return url.host === "" && location.protocol === "file:" ? undefined : url.host || "this machine";
  return !isFrame && /^(data|blob|about):$/.test(url.protocol) ? undefined : url.protocol;
}

/** Whether the text of a style names an address elsewhere. Escapes are read first: they may hide one. */
function namesRemote(css: string): boolean {
  const plain = css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code) => String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)))
    .replace(/\\([^\n])/g, "$1");
  return /@import|\b(https?|file|ftp):|[\\/]{2}/i.test(plain);
}

const KINDS: Record<string, string> = {
  img: "image",
  picture: "image",
  image: "image",
  input: "image",
  iframe: "frame",
  link: "style sheet",
  style: "style sheet",
};

/** What stands in the place of an element until the reader asks for it. */
function held(element: Element, host: string): HTMLElement {
  const kind = KINDS[element.localName] ?? element.localName;
  const alt = element.getAttribute("alt") ?? "";
  const what = alt ? `${kind} “${alt}”` : kind;
  const root = make("span", "lb-held");
  const load = button(
    `Load ${what} from ${host}`,
    "it is not part of this page: the host learns that you read this",
    () => {
      element.addEventListener("error", () => root.replaceChildren(`The ${what} could not be loaded from ${host}.`), {
        once: true,
      });
      root.replaceChildren(element);
    },
  );
  root.append(load);
  return root;
}
