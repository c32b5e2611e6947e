import {html} from "npm:htl";

/** A file as a browser saves it. */
export interface SavedFile {
  name: string;
  content: Blob;
}

/** Saves a file as a download. */
export function saveFile({name, content}: SavedFile): void {
  const url = URL.createObjectURL(content);
  const link = html<HTMLAnchorElement>`<a href=${url} download=${name}>`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
