/** The result of one check. With a warning everything works, but could work better. */
export interface Check {
  name: string;
  state: "ok" | "warning" | "fault";
  message: string;
  /** what the user can do, one line each */
  mend?: string[];
}

export function ok(name: string, message: string): Check {
  return {name, state: "ok", message};
}

export function warning(name: string, message: string, ...mend: string[]): Check {
  return {name, state: "warning", message, mend};
}

export function fault(name: string, message: string, ...mend: string[]): Check {
  return {name, state: "fault", message, mend};
}
