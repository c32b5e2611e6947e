/** Keeps an element free of links that lead nowhere: their words stay, links without words go. Also of what is drawn later. */
export function plainLinks(root: HTMLElement): void {
  const clean = () => {
    for (const link of root.querySelectorAll<HTMLAnchorElement>('a:not([href]), a[href=""]')) {
      if (link.textContent!.trim() || link.querySelector("svg")) link.replaceWith(...link.childNodes);
      else link.remove();
    }
  };
  new MutationObserver(clean).observe(root, {childList: true, subtree: true});
  clean();
}
