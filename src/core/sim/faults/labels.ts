/** What was broken on purpose, and when: truth for whoever looks for it. */
export interface FaultLabel {
  kind: string;
  /** slot of the car; absent where the fault is not one car's */
  car?: number;
  /** field of the packet that a sensor fault bends, and its element (wheel) */
  channel?: string;
  element?: number;
  /** session times, s; equal for what takes no session time */
  from: number;
  to: number;
  /** how strong, in the unit that fits the kind: part lost, s of pause, factor */
  size?: number;
  /** the datagram that a fault of the link hit */
  packet?: number;
  frame?: number;
}
