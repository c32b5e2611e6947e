/** Digits typed within this time of each other are one number, ms. */
const TOGETHER_MS = 900;

/**
 * Corner numbers typed digit by digit: 1 goes to turn 1 and a 2 soon after it to turn 12. Returns whether a key was used; a 0 that follows
 * no digit is not.
 *
 * @param jump goes to a corner; false where there is none of that number
 * @param now ms
 */
export function cornerTyping(
  jump: (label: string) => boolean,
  now = () => performance.now(),
): (key: string) => boolean {
  let typed = "";
  let at = Number.NEGATIVE_INFINITY;
  return (key) => {
    if (!/^\d$/.test(key)) return false;
    const time = now();
    typed = time - at < TOGETHER_MS ? typed + key : key;
    at = time;
    if (typed === "0") {
      typed = "";
      return false;
    }
    if (!jump(typed) && typed.length > 1) {
      typed = key;
      jump(typed);
    }
    return true;
  };
}
