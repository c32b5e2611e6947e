import type {KeyFile} from "./keyFile.js";
import {PAGE_SECONDS} from "./tokens.js";

/** Cookies of a machine are shared by its ports: the name has the issuer, so that two Lapbooks do not sign each other out. */
export function cookieName({issuer}: Pick<KeyFile, "issuer">): string {
  return `${issuer.replace(/[^\w-]/g, "")}`;
}

/** Value of a cookie in the header Cookie. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const found = header
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Scripts cannot read it, other sites' requests do not carry it. @param token "" signs out */
export function setCookie(name: string, token: string, isSecure: boolean): string {
  const age = token === "" ? 0 : PAGE_SECONDS;
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${isSecure ? "; Secure" : ""}`;
}
