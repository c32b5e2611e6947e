/** What somebody may do: each role may do what those before it may. A viewer reads, an engineer changes sessions and sources, an admin also keys and what cannot be undone. */
export const ROLES = ["viewer", "engineer", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** Whether a role includes another. */
export function includes(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

export function isRole(text: unknown): text is Role {
  return ROLES.includes(text as Role);
}
