import {html} from "npm:htl";

/** A star that is on or off. `onToggle` saves; while it has not, the star waits, and an error puts it back. */
export function starButton(
  what: string,
  isOn: boolean,
  onToggle: (next: boolean) => Promise<unknown>,
): HTMLButtonElement {
  const button = html<HTMLButtonElement>`<button type="button" class="lb-star"></button>`;
  const show = (on: boolean) => {
    button.setAttribute("aria-pressed", String(on));
    button.setAttribute("aria-label", `favourite: ${what}`);
    button.title = on ? "a favourite: click to remove the star" : "mark as a favourite";
    button.textContent = on ? "★" : "☆";
  };
  button.addEventListener("click", async () => {
    const was = button.getAttribute("aria-pressed") === "true";
    button.disabled = true;
    show(!was);
    try {
      await onToggle(!was);
    } catch (error) {
      show(was);
      button.title = (error as Error).message;
    }
    button.disabled = false;
    button.focus({preventScroll: true});
  });
  show(isOn);
  return button;
}
