import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {callApi} from "../ui/api/callApi.js";
import {root} from "../ui/archive.js";
import {errorState} from "../ui/states.js";
import {type CallerAnswer, signIn, signOut} from "./accessClient.js";
import {askingForm} from "./askingForm.js";
import {auditSection} from "./auditSection.js";
import {keySection} from "./keySection.js";
import {linkSection} from "./linkSection.js";
import {secretBox} from "./secretBox.js";
import {teamSection} from "./teamSection.js";

export interface AccessViewOptions {
  sessions: readonly LibraryEntry[];
  /** the session a page came with */
  session?: string | undefined;
  call?: typeof callApi;
  signIn?: (key: string) => Promise<void>;
}

/** Who may use this Lapbook: keys, links, teams, and who did what, as far as the one who looks may see and change them. */
export async function accessView({
  sessions,
  session,
  call = callApi,
  signIn: enter = signIn,
}: AccessViewOptions): Promise<HTMLElement> {
  const view = html<HTMLElement>`<div class="lb-access"></div>`;
  const sections = {
    keys: html<HTMLElement>`<div></div>`,
    links: html<HTMLElement>`<div></div>`,
    teams: html<HTMLElement>`<div></div>`,
    audit: html<HTMLElement>`<div></div>`,
  };
  const fill = (place: HTMLElement, make: () => Promise<HTMLElement>) =>
    make().then(
      (section) => keepMade(place, section),
      (error) => place.replaceChildren(errorState(error)),
    );
  const query = {limit: 200};
  const showKeys = () =>
    fill(sections.keys, async () =>
      keySection((await call("GET /keys", {query})).items, {call, reload: () => changed(showKeys)}),
    );
  const showLinks = () =>
    fill(sections.links, async () =>
      linkSection((await call("GET /links", {query})).items, {
        call,
        reload: () => changed(showLinks),
        sessions,
        session,
      }),
    );
  const showTeams = () =>
    fill(sections.teams, async () =>
      teamSection((await call("GET /teams", {query})).items, {
        call,
        reload: () => changed(showTeams),
        sessions,
        session,
      }),
    );
  const showAudit = () => fill(sections.audit, async () => auditSection(await call("GET /audit", {query})));
  let role: CallerAnswer["role"] = "viewer";
  const changed = async (show: () => Promise<void>) => {
    await show();
    if (role === "admin") await showAudit();
  };

  async function show(first?: HTMLElement): Promise<void> {
    const caller = await call("GET /me", {});
    role = caller.role;
    if (!caller.shared)
      return view.replaceChildren(
        ...beginning(async (secret) => {
          await enter(secret);
          await show(
            secretBox(secret, {
              what: "your key",
              advice:
                "It is shown once: keep it. From now on each request to this Lapbook needs a key; this page is signed in already.",
            }),
          );
        }, call),
      );
    const parts = [
      ...(role === "admin" ? [showKeys] : []),
      ...(role === "viewer" ? [] : [showLinks, showTeams]),
      ...(role === "admin" ? [showAudit] : []),
    ];
    await Promise.all(parts.map((part) => part()));
    view.replaceChildren(callerLine(caller), ...(first ? [first] : []), ...Object.values(sections));
  }
  await show();
  return view;
}

/** A section drawn again keeps the secret that its form has just shown. */
function keepMade(place: HTMLElement, section: HTMLElement): void {
  const box = place.querySelector(".lb-secret-box");
  place.replaceChildren(section);
  if (box) section.append(box);
}

function callerLine({who, role, teams}: CallerAnswer): HTMLElement {
  const leave = async () => {
    await signOut();
    location.assign(new URL("login", root));
  };
  const team = teams ? `, team ${teams.join(", ") || "none"}` : "";
  return html<HTMLElement>`<p class="lb-bar"><span>You are <strong>${who}</strong> (${role}${team}).</span>
    <button type="button" class="lb-button" onclick=${leave}>Sign out</button></p>`;
}

/** What a Lapbook without keys shows: what that means, and how to begin. */
function beginning(made: (secret: string) => Promise<void>, call: typeof callApi): HTMLElement[] {
  const name = html<HTMLInputElement>`<input class="lb-input" required maxlength="80" placeholder="your name">`;
  const form = askingForm([html`<label>for ${name}</label>`], "Make the first key", async () => {
    const {secret} = await call("POST /keys", {body: {name: name.value.trim(), role: "admin"}});
    await made(secret);
  });
  return [
    html`<p>Nobody is asked for a key: whoever reaches this server is its owner. It listens on this machine only, unless it was told otherwise (<code>HOST</code>).</p>`,
    html`<p>To share it, make a key for yourself first. With it you make keys for others and links for guests here.</p>`,
    form,
  ];
}
