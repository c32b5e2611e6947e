import {apiUrl} from "../ui/api/callApi.js";

/** ms after the page has loaded until it listens: nothing changes at once, and a page counts as loaded while nothing is open */
const BEGIN_MS = 1500;

/**
 * Calls `changed` with the names of notebooks (of data files: `file:PATH`) whose files were changed, added or removed, while the page is visible: a browser has six connections
 * for a server, and each listening page takes one. Returns the function that ends it.
 */
export function watchNotebooks(changed: (names: ReadonlySet<string>) => void): () => void {
  let source: EventSource | undefined;
  let known: Record<string, string> | undefined;

  function listen(): void {
    source?.close();
    source = undefined;
    if (document.hidden) return;
    source = new EventSource(apiUrl("GET /notebooks/events", {}));
    source.addEventListener("versions", ({data}) => {
      const versions = JSON.parse(data) as Record<string, string>;
      // changes of a data file are reported once the page has read it
      const isFirstLook = (name: string) => name.startsWith("file:") && known?.[name] === undefined;
      const names = new Set([...Object.keys(versions), ...Object.keys(known ?? {})]);
      for (const name of names) if (known?.[name] === versions[name] || isFirstLook(name)) names.delete(name);
      const isFirst = known === undefined;
      known = versions;
      // what the first answer lists may have changed since the page read it
      if (names.size || isFirst) changed(names);
    });
  }
  const later = setTimeout(listen, BEGIN_MS);
  document.addEventListener("visibilitychange", listen);
  return () => {
    clearTimeout(later);
    document.removeEventListener("visibilitychange", listen);
    source?.close();
  };
}
