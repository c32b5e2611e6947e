import {Hono} from "hono";
import {html, raw} from "hono/html";
import {type AccessParts, addressOfRequest} from "../access/accessControl.js";
import {networkOf} from "../access/addressOf.js";
import {cookieName, setCookie} from "../access/cookie.js";
import {RateLimit, WRONG_KEYS} from "../access/rateLimit.js";
import {PAGE_SECONDS, signToken} from "../access/tokens.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "../jsonBody.js";

/**
 * GET /login: a form that takes a key. POST /login `{"key": "…"}` signs the page in with a key or a link's token; POST /logout signs it out. A shared link is
 * `/login?to=PAGE#TOKEN`: what follows # stays in the browser, in no log and in no Referer.
 */
export function loginRoute({access, audit, trustProxy, log}: AccessParts): Hono {
  const attempts = new RateLimit(WRONG_KEYS.burst, WRONG_KEYS.perSecond);
  const note = (who: string, from: string, did: string) =>
    audit.append({who, from, did}).catch((error) => log(`audit log: ${error.message}`));
  return new Hono()
    .get("/login", async (c) => {
      if (!(await access.isOn())) return c.redirect(localPath(c.req.query("to")), 303);
      c.header("Cache-Control", "no-store");
      c.header("Content-Security-Policy", LOGIN_POLICY);
      c.header("Referrer-Policy", "no-referrer");
      return c.html(loginPage(localPath(c.req.query("to"))));
    })
    .post("/login", async (c) => {
      const {key} = await jsonBody(c.req.raw);
      const from = addressOfRequest(c, trustProxy);
      const known = typeof key === "string" && key.length <= 4096 ? await access.signIn(key.trim()) : undefined;
      const file = await access.file();
      if (!known || !file) {
        const wait = attempts.take(networkOf(from));
        if (wait > 0) return c.json({error: `too many wrong keys: wait ${wait} s`}, 429, {"Retry-After": String(wait)});
        await note("nobody known", from, "sign-in refused");
        throw new HttpError(403, "this key is not known here, or it has ended");
      }
      await note(known.caller.who, from, "signed in");
      const token = await signToken(file, "page", known.subject, Math.floor(Date.now() / 1000) + PAGE_SECONDS);
      c.header("Set-Cookie", setCookie(cookieName(file), token, isSecure(c.req.raw, trustProxy)));
      return c.json({who: known.caller.who, role: known.caller.role});
    })
    .post("/logout", async (c) => {
      const file = await access.file();
      if (file) c.header("Set-Cookie", setCookie(cookieName(file), "", isSecure(c.req.raw, trustProxy)));
      return c.json({signedOut: true});
    });
}

/** A page of this server, wherever a link wanted to lead: `//evil.example` and `/\evil.example` are other servers. */
export function localPath(to: string | undefined): string {
  if (!to?.startsWith("/") || !URL.canParse(to, "http://lapbook.invalid")) return "/";
  const url = new URL(to, "http://lapbook.invalid");
  return url.host === "lapbook.invalid" && !url.pathname.startsWith("//")
    ? `${url.pathname}${url.search}${url.hash}`
    : "/";
}

function isSecure(request: Request, trustProxy: boolean): boolean {
  return (
    new URL(request.url).protocol === "https:" ||
    (trustProxy && request.headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim() === "https")
  );
}

const LOGIN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function loginPage(to: string): ReturnType<typeof html> {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in | Lapbook</title>
<style>
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 25%, transparent); }
  body { font: 17px/1.5 system-ui, sans-serif; max-width: 26em; margin: 15vh auto 0; padding: 0 1.25em; }
  h1 { font-size: 1.5em; margin: 0 0 0.25em; }
  label { display: block; margin: 1.5em 0 0.35em; font-weight: 600; }
  input { font: 15px ui-monospace, monospace; width: 100%; box-sizing: border-box; padding: 0.6em 0.7em; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
  button { font: inherit; font-weight: 600; margin-top: 1em; padding: 0.5em 1.3em; border: 0; border-radius: 6px; background: #1f5fd6; color: #fff; cursor: pointer; }
  button:disabled { opacity: 0.6; }
  :focus-visible { outline: 3px solid #6ea1ff; outline-offset: 2px; }
  [role="alert"] { min-height: 1.5em; margin: 1em 0 0; }
  small { opacity: 0.75; }
</style>
<main>
<h1>Lapbook</h1>
<p>This Lapbook is shared. Paste the key that its owner gave you.</p>
<form>
  <label for="key">Key</label>
  <input id="key" type="password" autocomplete="current-password" spellcheck="false" required aria-describedby="why">
  <button>Sign in</button>
  <p role="alert" id="why"></p>
</form>
<p><small>No key? The owner makes one with <code>lapbook keys new</code>.</small></p>
</main>
<script>
  const to = ${raw(JSON.stringify(to).replace(/</g, "\\u003c"))};
  const why = document.querySelector("#why");
  const button = document.querySelector("button");
  async function signIn(key) {
    button.disabled = true;
    why.textContent = "Signing in …";
    try {
      const answer = await fetch("/login", {method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({key})});
      if (answer.ok) return location.replace(to);
      why.textContent = (await answer.json()).error;
    } catch {
      why.textContent = "The server does not answer: try again.";
    }
    button.disabled = false;
  }
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(document.querySelector("#key").value.trim());
  });
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, "", location.pathname + location.search);
    document.querySelector("main > p").textContent = "You were given a link to a session.";
    signIn(token);
  } else document.querySelector("#key").focus();
</script>
</html>`;
}
