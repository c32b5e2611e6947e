import {createRemoteJWKSet, type JWTPayload, jwtVerify} from "jose";
import type {Caller} from "./caller.js";
import {isRole} from "./role.js";

/** A login service of one's own (OpenID Connect), whose tokens are accepted beside keys. */
export interface LoginService {
  /** as in the tokens' `iss` */
  issuer: string;
  /** as in the tokens' `aud` */
  audience: string;
  /** address of its public keys */
  keys: string;
}

/** Signatures by a private key only: a secret shared with the login service could be used to make tokens, and `none` is no signature. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];

/** Reads the tokens of a login service: role and teams are its claims `lapbook_role` and `lapbook_teams`; a token without a role is refused. */
export function foreignTokens({issuer, audience, keys}: LoginService): (token: string) => Promise<Caller | undefined> {
  const keySet = createRemoteJWKSet(new URL(keys), {timeoutDuration: 5000, cooldownDuration: 30_000});
  return async (token) => {
    try {
      const {payload} = await jwtVerify(token, keySet, {
        ...{algorithms: ALGORITHMS, issuer, audience, requiredClaims: ["sub", "exp"]},
      });
      return callerOf(payload);
    } catch {
      return undefined;
    }
  };
}

function callerOf({sub, lapbook_role: role, lapbook_teams: teams}: JWTPayload): Caller | undefined {
  if (!isRole(role) || typeof sub !== "string") return undefined;
  const named = Array.isArray(teams) ? teams.filter((team) => typeof team === "string") : [];
  return {who: `login:${sub.slice(0, 80)}`, role, ...(role !== "admin" && {teams: named})};
}
