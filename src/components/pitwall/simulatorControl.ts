import {html} from "npm:htl";
import {type ApiAsked, callApi} from "../ui/api/callApi.js";

/**
 * Starts a simulated car or race, or stops the one that runs. `update` asks the server which it is: to be called when a session began or
 * ended.
 *
 * @param running name of the simulator that runs, as far as it is known
 */
export function simulatorControl(running: string | null = null): {element: HTMLElement; update(): Promise<void>} {
  const answer = html`<span role="status"></span>`;
  const act = (label: string, primary: boolean, doing: string, done: string, request: () => Promise<unknown>) => {
    const button = html<HTMLButtonElement>`<button type="button" class=${primary ? "lb-button lb-primary" : "lb-button"}>${label}</button>`;
    button.addEventListener("click", async () => {
      for (const one of buttons) one.disabled = true;
      answer.textContent = ` ${doing}`;
      try {
        await request();
        answer.textContent = ` ${done}`;
      } catch (error) {
        answer.textContent = ` ${(error as Error).message}`;
      }
      for (const one of buttons) one.disabled = false;
      await update();
    });
    return button;
  };
  const start = (options: ApiAsked<"POST /simulators">["body"]) => () =>
    callApi("POST /simulators", {body: {...options, speed: 1}});
  const car = act("Start the simulator", true, "starting…", "started.", start({driver: "steady"}));
  const race = act("Start a race", false, "starting…", "started.", start({race: true}));
  const stop = act("Stop the simulator", false, "stopping…", "stopped.", () =>
    callApi("DELETE /sources/{source}", {params: {source: running ?? ""}}),
  );
  const buttons = [car, race, stop];
  const element = html<HTMLElement>`<span class="pw-simulator">${car} ${race} ${stop}${answer}</span>`;

  function show(): void {
    car.hidden = race.hidden = running !== null;
    stop.hidden = running === null;
  }
  async function update(): Promise<void> {
    try {
      running = (await callApi("GET /status", {})).simulator;
    } catch {
      // the connection's status on the page reports a server that is gone
    }
    show();
  }
  show();
  return {element, update};
}
