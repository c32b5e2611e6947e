import {html} from "npm:htl";

/** A button that acts at its second press within five seconds. @param sure "End Anna’s key?" */
export function sureButton(label: string, sure: string, act: () => Promise<void>): HTMLElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button lb-quiet">${label}</button>`;
  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
    button.textContent = label;
  };
  button.addEventListener("click", () => {
    if (timer === undefined) {
      button.textContent = sure;
      timer = setTimeout(rest, 5000);
      return;
    }
    rest();
    button.disabled = true;
    act().catch((error: Error) => {
      button.disabled = false;
      button.textContent = error.message;
    });
  });
  return button;
}
