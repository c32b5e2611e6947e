const LONGEST = 11;

/** Short names of drivers for the ends of lines and narrow cells: the last word where no other driver has the same, else with the initial; numbered names whole; cut to eleven letters. */
export function shortNames(drivers: readonly {car: number; name: string}[]): Map<number, string> {
  const words = drivers.map(({name}) => name.trim().split(/\s+/));
  const lasts = words.map((parts) => (/\D/.test(parts[parts.length - 1]) ? parts[parts.length - 1] : parts.join(" ")));
  return new Map(
    drivers.map(({car}, i) => {
      const last = lasts[i];
      const isShared = lasts.filter((other) => other === last).length > 1;
      const name = isShared && words[i].length > 1 ? `${words[i][0][0]}. ${last}` : last;
      return [car, name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name || `car ${car}`];
    }),
  );
}
