/** Names this page by its subject, for tabs, history and bookmarks: `Silverstone, race, 1 Mar 2026 · Session · Lapbook`. */
export function setPageTitle(page: string, subject = ""): void {
  document.title = [subject, page, "Lapbook"].filter(Boolean).join(" · ");
}
