import {html} from "npm:htl";

/** A form that says what went wrong in itself. */
export function askingForm(
  fields: readonly (Node | string)[],
  submit: string,
  act: () => Promise<void>,
): HTMLFormElement {
  const problem = html<HTMLElement>`<span class="lb-failed" role="alert"></span>`;
  const button = html<HTMLButtonElement>`<button class="lb-button lb-primary">${submit}</button>`;
  const form = html<HTMLFormElement>`<form class="lb-bar lb-access-form">${fields}${button}${problem}</form>`;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      problem.textContent = (error as Error).message;
    }
    button.disabled = false;
  });
  return form;
}
