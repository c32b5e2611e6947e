/** A session message as a list shows it. */
interface MessageParts {
  text: string;
  kind: string;
  /** NaN where no other car is involved */
  otherCar: number;
  /** NaN where no lap is named */
  lap: number;
}

/** A session message with the driver of the other car, and the lap of a penalty. */
export function messageLine({text, kind, otherCar, lap}: MessageParts, nameOf: (car: number) => string): string {
  const other = Number.isNaN(otherCar) ? "" : ` ${kind === "OVTK" ? "" : "with "}${nameOf(otherCar)}`;
  return `${text}${other}${Number.isNaN(lap) ? "" : `, lap ${lap}`}`;
}
