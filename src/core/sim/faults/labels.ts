/** A deliberate fault and its time: the ground truth for detectors of faults. */
export interface FaultLabel {
  kind: string;
  /** slot of the car; absent for faults of the link or the session */
  car?: number;
  /** field of the packet that a sensor fault changes, and its element (wheel) */
  channel?: string;
  element?: number;
  /** session times, s; equal for faults that take no session time */
  from: number;
  to: number;
  /** strength, in the unit of the kind: part lost, s of pause, factor */
  size?: number;
  /** packet id and frame of the datagram that a link fault hit */
  packet?: number;
  frame?: number;
}
