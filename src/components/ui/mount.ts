import {onThemeChange} from "./palette.js";

export interface MountHooks {
  /** the element's content width, px: once it is laid out and after each change; 0 while it is hidden */
  resize?: (width: number) => void;
  /** the element came into the window, or left it */
  seen?: (isSeen: boolean) => void;
  /** the reader changed between light and dark */
  theme?: () => void;
  /** a key pressed in the element; returns whether it was used */
  key?: (event: KeyboardEvent) => boolean;
  /** a key pressed anywhere on the page, except in a text field; returns whether it was used */
  pageKey?: (event: KeyboardEvent) => boolean;
  /** listeners on the window */
  page?: {[K in keyof WindowEventMap]?: (event: WindowEventMap[K]) => void};
  /** each ends another subscription of the element */
  stops?: readonly (() => void)[];
  /** resolves when the page's cell runs again (Framework's `invalidation`) */
  invalidation?: Promise<unknown>;
}

/** Event that has a mounted element drawn anew, as after a change of theme. */
export const REDRAW = "lapbook-redraw";

/**
 * Connects an element to the page around it. All of it ends once: when the element has been removed from the page, when
 * `invalidation` resolves, or when the returned function is called.
 *
 * Removal is noticed by a ResizeObserver, because an element that leaves the page loses its size; one that was hidden
 * before has none to lose, and needs `invalidation` or a call.
 */
export function mount(element: HTMLElement, hooks: MountHooks): () => void {
  const listening = new AbortController();
  const {signal} = listening;
  let wasConnected = false;
  const observer =
    typeof ResizeObserver === "undefined"
      ? undefined
      : new ResizeObserver(([entry]) => {
          if (wasConnected && !element.isConnected) return stop();
          wasConnected = element.isConnected;
          hooks.resize?.(Math.floor(entry.contentRect.width));
        });
  const watching =
    hooks.seen && typeof IntersectionObserver !== "undefined"
      ? new IntersectionObserver((entries) => hooks.seen!(entries[entries.length - 1].isIntersecting))
      : undefined;
  const stopTheme = hooks.theme && onThemeChange(hooks.theme);

  function stop(): void {
    if (signal.aborted) return;
    listening.abort();
    observer?.disconnect();
    watching?.disconnect();
    stopTheme?.();
    for (const end of hooks.stops ?? []) end();
  }
  const used = (event: KeyboardEvent, act: (event: KeyboardEvent) => boolean) => {
    if (!event.defaultPrevented && act(event)) event.preventDefault();
  };

  observer?.observe(element);
  watching?.observe(element);
  const {key, pageKey, theme, page = {}} = hooks;
  if (theme) element.addEventListener(REDRAW, theme, {signal});
  if (key) element.addEventListener("keydown", (event) => used(event, key), {signal});
  if (pageKey)
    document.addEventListener(
      "keydown",
      (event) => {
        if (element.isConnected && !inTextField(event)) used(event, pageKey);
      },
      {signal},
    );
  for (const [type, listener] of Object.entries(page)) addEventListener(type, listener as EventListener, {signal});
  hooks.invalidation?.then(stop);
  return stop;
}

/** Whether an event happens where text is typed. */
export function inTextField({target}: Event): boolean {
  const field = "input:not([type=range]), textarea, select, [contenteditable]";
  return (target as HTMLElement | null)?.closest?.(field) != null;
}

/** The part of a KeyboardEvent that decides an action. */
export type Key = Pick<KeyboardEvent, "key"> &
  Partial<Pick<KeyboardEvent, "shiftKey" | "ctrlKey" | "metaKey" | "altKey">>;

/** Whether a key is pressed with Control, Command or Alt: such shortcuts belong to the browser. */
export function isShortcut(event: Pick<Key, "ctrlKey" | "metaKey" | "altKey">): boolean {
  return Boolean(event.ctrlKey || event.metaKey || event.altKey);
}
