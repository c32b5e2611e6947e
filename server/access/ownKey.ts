/** The headers by which a command shows its key (LAPBOOK_KEY) to a running Lapbook. */
export function ownKey({LAPBOOK_KEY: key}: NodeJS.ProcessEnv): Record<string, string> {
  return key ? {Authorization: `Bearer ${key}`} : {};
}
