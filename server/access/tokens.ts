import {jwtVerify, SignJWT} from "jose";
import type {KeyFile} from "./keyFile.js";

/** What a token is for: one of a kind is refused for the other. A page's names a key, a link's names a link. */
export type TokenUse = "page" | "link";

/** How long a page stays signed in, s. */
export const PAGE_SECONDS = 12 * 3600;

/** A token signed with this Lapbook's own secret. It only names a key or link: rights are looked up at each request, so what is revoked ends at once. @param ends s since 1970 */
export function signToken({issuer, signing}: KeyFile, use: TokenUse, subject: string, ends: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({alg: "HS256", typ: `lapbook-${use}`})
    .setIssuer(issuer)
    .setAudience(use)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(ends)
    .sign(Buffer.from(signing, "base64url"));
}

/** Who a token names; undefined for one that is not ours, of another use, changed or ended. */
export async function tokenSubject(
  {issuer, signing}: KeyFile,
  use: TokenUse,
  token: string,
): Promise<string | undefined> {
  try {
    const {payload} = await jwtVerify(token, Buffer.from(signing, "base64url"), {
      ...{algorithms: ["HS256"], typ: `lapbook-${use}`},
      ...{issuer, audience: use, requiredClaims: ["sub", "exp"]},
    });
    return payload.sub;
  } catch {
    return undefined;
  }
}
