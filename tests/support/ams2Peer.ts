/** Datagrams of Automobilista 2, written from the published tables and independent of the decoder. */
export interface Ams2Car {
  lap: number;
  /** from 0 */
  sector: number;
  lapTime: number;
  sectorTime: number;
  distance: number;
  x: number;
  z: number;
  position?: number;
  invalid?: boolean;
  lastLap?: number;
  lastSector?: number;
}

export class Ams2Peer {
  private packet = 0;
  private readonly category = new Map<number, number>();

  private datagram(type: number, bytes: number, part = 1, parts = 1): DataView {
    const view = new DataView(new ArrayBuffer(bytes));
    const counted = (this.category.get(type) ?? 0) + 1;
    this.category.set(type, counted);
    view.setUint32(0, ++this.packet, true);
    view.setUint32(4, counted, true);
    view.setUint8(8, part);
    view.setUint8(9, parts);
    view.setUint8(10, type);
    view.setUint8(11, 2);
    return view;
  }

  /** @param game 2 playing, 5 restarting, 1 front end; @param session 1 practice, 3 qualifying, 5 race */
  gameState(game: number, session: number, {air = 21, track = 30, rain = 0} = {}): DataView {
    const view = this.datagram(4, 24);
    view.setUint16(12, 1234, true);
    view.setUint8(14, (session << 4) | game);
    view.setInt8(15, air);
    view.setInt8(16, track);
    view.setUint8(17, rain);
    return view;
  }

  race(location: string, variation: string, lengthM: number): DataView {
    const view = this.datagram(1, 308);
    view.setFloat32(44, lengthM, true);
    text(view, 48, location);
    text(view, 112, variation);
    return view;
  }

  participants(names: string[], part = 1, parts = 1): DataView {
    const view = this.datagram(2, 1136, part, parts);
    for (const [i, name] of names.entries()) text(view, 16 + 64 * i, name);
    return view;
  }

  vehicles(names: string[]): DataView {
    const view = this.datagram(8, 1164);
    names.forEach((name, i) => {
      view.setUint16(12 + 72 * i, i, true);
      view.setUint32(12 + 72 * i + 4, 9, true);
      text(view, 12 + 72 * i + 8, name);
    });
    return view;
  }

  timings(cars: Ams2Car[], own = 0): DataView {
    const view = this.datagram(3, 1063);
    view.setInt8(12, cars.length);
    cars.forEach((car, i) => {
      const at = 33 + 32 * i;
      const quarter = (v: number) => Math.floor((v - Math.floor(v)) * 4);
      view.setInt16(at, Math.floor(car.x), true);
      view.setInt16(at + 4, Math.floor(car.z), true);
      view.setUint16(at + 12, car.distance, true);
      view.setUint8(at + 14, 128 | (car.position ?? i + 1));
      view.setUint8(at + 15, (quarter(car.x) << 6) | (quarter(car.z) << 4) | car.sector);
      view.setUint16(at + 18, i, true);
      view.setUint8(at + 20, (car.invalid ? 128 : 0) | 2);
      view.setUint8(at + 21, car.lap);
      view.setFloat32(at + 22, car.lapTime, true);
      view.setFloat32(at + 26, car.sectorTime, true);
    });
    view.setUint16(1057, own, true);
    return view;
  }

  stats(cars: Ams2Car[]): DataView {
    const view = this.datagram(7, 1040);
    cars.forEach((car, i) => {
      view.setFloat32(16 + 32 * i + 4, car.lastLap ?? 0, true);
      view.setFloat32(16 + 32 * i + 8, car.lastSector ?? 0, true);
    });
    return view;
  }

  telemetry(car: number, {speed = 50, gear = 4, x = 1.5, z = 2.5, steering = 0} = {}): DataView {
    const view = this.datagram(0, 559);
    view.setInt8(12, car);
    view.setUint8(29, 51);
    view.setUint8(30, 255);
    view.setInt8(44, steering);
    view.setFloat32(36, speed, true);
    view.setUint16(40, 7100, true);
    view.setUint8(45, (6 << 4) | gear);
    for (let w = 0; w < 4; w++) {
      view.setUint8(176 + w, 80 + w);
      view.setInt16(208 + 2 * w, 400 + w, true);
      view.setUint16(232 + 2 * w, 363, true);
    }
    // oil 101 °C and 450 kPa, water 92 °C, fuel 4 bar, half of a 100 l tank
    view.setInt16(18, 101, true);
    view.setUint16(20, 450, true);
    view.setInt16(22, 92, true);
    view.setUint16(26, 400, true);
    view.setUint8(28, 100);
    view.setFloat32(32, 0.5, true);
    view.setUint8(17, 2 | 8);
    view.setUint8(370, 255);
    view.setFloat32(364, 512, true);
    for (let w = 0; w < 4; w++) {
      // left, centre and right of the tread
      view.setUint16(256 + 2 * w, 70 + w, true);
      view.setUint16(264 + 2 * w, 80 + w, true);
      view.setUint16(272 + 2 * w, 90 + w, true);
      view.setFloat32(296 + 4 * w, 6.25, true);
      view.setFloat32(328 + 4 * w, -0.125, true);
      view.setUint16(352 + 2 * w, w < 2 ? 26 : 180, true);
    }
    view.setFloat32(542, x, true);
    view.setFloat32(546, 3, true);
    view.setFloat32(550, z, true);
    view.setUint8(554, 56);
    return view;
  }
}

function text(view: DataView, at: number, value: string): void {
  new Uint8Array(view.buffer).set(new TextEncoder().encode(value), at);
}
