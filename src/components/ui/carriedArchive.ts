/** Values of an address; null and "" are left out. */
export type PageParams = Readonly<Record<string, string | number | null | undefined>>;

/** An archive inside the page itself, as a report has it, in place of the host's. */
export interface CarriedArchive {
  /** a file by its path below the root (`recordings/ID/session.json`); null where the page does not carry it */
  file(path: string): Promise<Uint8Array | null>;
  /** what a link to a page of the product leads to: "" where there is nothing to lead to */
  link(page: string, params: PageParams): string;
  /** in place of the address, which a file cannot change */
  params: Record<string, string>;
}

let archive: CarriedArchive | undefined;

/** Makes everything that reads the archive read what the page carries. */
export function carryArchive(carriedArchive: CarriedArchive | undefined): void {
  archive = carriedArchive;
}

/** What the page carries; undefined on pages of a host. */
export function carried(): CarriedArchive | undefined {
  return archive;
}
