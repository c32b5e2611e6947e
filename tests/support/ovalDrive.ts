/** A drive round an ellipse at changing speed, in SI; what one channel is follows from the others. */
export interface OvalDrive {
  t: number[];
  /** m/s, 25 to 50 times `pace` */
  speed: number[];
  /** since the start, m */
  distance: number[];
  /** east and south, m */
  x: number[];
  z: number[];
  latitude: number[];
  longitude: number[];
  /** rad, clockwise from north, 0 to 2π */
  course: number[];
  /** m/s², positive to the right */
  lateral: number[];
  longitudinal: number[];
  /** rad/s, clockwise */
  turn: number[];
}

const [A, B] = [240, 120];
const METRES_PER_DEGREE = 111_320;

/** `seconds` at `hz`, counter-clockwise, from 47° N 11° E. */
export function ovalDrive({seconds = 80, hz = 10, pace = 1, steps = 50} = {}): OvalDrive {
  const out: OvalDrive = {
    ...{t: [], speed: [], distance: [], x: [], z: [], latitude: [], longitude: []},
    ...{course: [], lateral: [], longitudinal: [], turn: []},
  };
  const east = METRES_PER_DEGREE * Math.cos((47 * Math.PI) / 180);
  let angle = 0.3;
  let metres = 0;
  const dt = 1 / hz / steps;
  for (let i = 0; i < seconds * hz; i++) {
    const [dx, dz] = [-A * Math.sin(angle), -B * Math.cos(angle)];
    const perRadian = Math.hypot(dx, dz);
    const speed = pace * (37.5 - 12.5 * Math.cos(2 * angle));
    const rate = speed / perRadian;
    const [ddx, ddz] = [-A * Math.cos(angle), B * Math.sin(angle)];
    // clockwise on a map whose z is down
    const turn = (rate * (dx * ddz - dz * ddx)) / perRadian ** 2;
    const [x, z] = [A * Math.cos(angle), -B * Math.sin(angle)];
    out.t.push(i / hz);
    out.speed.push(speed);
    out.distance.push(metres);
    out.x.push(x);
    out.z.push(z);
    out.latitude.push(47 - z / METRES_PER_DEGREE);
    out.longitude.push(11 + x / east);
    out.course.push((Math.atan2(dx, -dz) + 2 * Math.PI) % (2 * Math.PI));
    out.turn.push(turn);
    out.lateral.push(speed * turn);
    out.longitudinal.push(pace * 25 * Math.sin(2 * angle) * rate);
    for (let k = 0; k < steps; k++) {
      const v = pace * (37.5 - 12.5 * Math.cos(2 * angle));
      angle += (v / Math.hypot(A * Math.sin(angle), B * Math.cos(angle))) * dt;
      metres += v * dt;
    }
  }
  return out;
}
