import type {NotebookIndex} from "../../core/notebook/notebookFile.js";

/** What the script in the page's header leaves on the window: it writes the menu's list. */
interface MenuWindow {
  lapbookMenu?: (index: NotebookIndex) => void;
}

/** Shows the notebooks in the side menu, as the header's script does when a page is opened. */
export function showInMenu(index: NotebookIndex): void {
  (globalThis as MenuWindow).lapbookMenu?.(index);
}
