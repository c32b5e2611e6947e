import {compoundName} from "../../core/channels/tyreCompound.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {raceState} from "../../core/live/timeline/raceState.js";
import type {Expected} from "../../core/strategy/expected.js";
import {fuelOutlook} from "../../core/strategy/fuel.js";
import {lapsUntilWear} from "../../core/strategy/tyres.js";
import {make} from "../ui/canvas.js";
import {counted, fixed, percent} from "../ui/format.js";
import type {TextPanel} from "./panel.js";

const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const wheel = (name: string, unit: string) => WHEELS.map((w) => `${name}${w}${unit}`);
const TEMPERATURES = wheel("tyreSurfaceTemp", "C");
const WEARS = wheel("tyreWear", "Percent");

/** Channels that this panel needs beside those of every layout. */
export const CAR_CHANNELS: readonly string[] = [...TEMPERATURES, ...WEARS, "ersDeployed"];

/** Wear, %, up to which a set of tyres is used: beyond it punctures become likely in the F1 games. */
const WORN = 70;
/** Energy that a lap may use, and the store holds, J: rules of Formula 1. */
const ERS_LAP_J = 4_000_000;

interface Figure {
  label: string;
  value: string;
  more: string;
}

/** Tyres, energy store and fuel of the chosen car; what its game does not send is left out. */
export function carPanel(source: LiveSource, {car}: {car: () => number}): TextPanel {
  const list = make("dl", "pw-outlook");
  const none = make(
    "p",
    "lb-muted",
    "Not received: this game sends neither tyre wear and temperatures nor energy store nor fuel.",
  );
  const element = make("div", "", list, none);
  const wears = new Map<number, {lap: number; readings: {age: number; wearPercent: number}[]}>();
  let drawn = "";

  function update(): void {
    const n = car();
    noteWear(n);
    const figures = [...tyres(n), ...energy(n), ...fuel(n)];
    const key = JSON.stringify(figures);
    if (key === drawn) return;
    drawn = key;
    none.hidden = figures.length > 0;
    list.replaceChildren(
      ...figures.map(({label, value, more}) =>
        make(
          "div",
          "",
          make("dt", "", label),
          make("dd", "", make("b", "", value), make("span", "lb-muted", ` ${more}`)),
        ),
      ),
    );
  }

  /** The wear at each lap's beginning, of the present set. */
  function noteWear(n: number): void {
    const [lap, age] = [source.latest(n, "lapNumber"), source.latest(n, "tyreAgeLaps")];
    const wear = Math.max(...WEARS.map((name) => source.latest(n, name)));
    const known = wears.get(n);
    if (known?.lap === lap || !(wear >= 0) || !(age >= 0)) return;
    const last = known?.readings.at(-1);
    const isSame = last !== undefined && age > last.age && wear >= last.wearPercent;
    wears.set(n, {lap, readings: [...(isSame ? known!.readings : []), {age, wearPercent: wear}]});
  }

  function tyres(n: number): Figure[] {
    const value = (name: string) => source.latest(n, name);
    const [compound, age] = [value("tyreCompound"), value("tyreAgeLaps")];
    const set = Number.isFinite(compound)
      ? [{label: "tyres", value: compoundName(compound), more: age >= 0 ? `${counted(age, "lap")} old` : ""}]
      : [];
    const wear = WEARS.map(value);
    const left = lapsUntilWear(wears.get(n)?.readings ?? [], WORN);
    const worn = wear.every(Number.isFinite)
      ? [
          {label: "tyre wear", value: `${fixed(Math.max(...wear))} %`, more: corners(wear, "%")},
          {
            label: `laps until ${WORN} % worn`,
            value: left ? fixed(left.value, 1) : "—",
            more: left ? rangeText(left) : "known after two laps on this set",
          },
        ]
      : [];
    const heat = TEMPERATURES.map(value);
    const hot = heat.every(Number.isFinite)
      ? [{label: "tyre surface", value: `${fixed(Math.max(...heat))} °C`, more: corners(heat, "°C")}]
      : [];
    return [...set, ...hot, ...worn];
  }

  function energy(n: number): Figure[] {
    const [store, used] = [source.latest(n, "ersStore"), source.latest(n, "ersDeployed")];
    const deployed = used >= 0 ? `${fixed(used / 1e6, 2)} of ${ERS_LAP_J / 1e6} MJ used this lap` : "";
    return store >= 0 ? [{label: "energy store", value: percent(store / ERS_LAP_J), more: deployed}] : [];
  }

  function fuel(n: number): Figure[] {
    const left = source.latest(n, "fuelMass");
    if (!(left >= 0)) return [];
    const laps = source.events("lap-analytics").filter((lap) => lap.car === n && lap.fuelUsedKg > 0);
    const known = {label: "fuel", value: `${fixed(left, 1)} kg`, more: ""};
    const share = source.latest(n, "lapDistance") / (source.session?.track.lengthM || Number.NaN);
    const lapsLeft = raceState(source.events("session-events")).laps - source.latest(n, "lapNumber") + 1 - (share || 0);
    // the first lap begins from a standing start
    const used = laps.filter(({lap}) => lap > 1).map(({fuelUsedKg}) => fuelUsedKg);
    const outlook = fuelOutlook({fuel: left, used, lapsLeft: Math.max(0, lapsLeft)});
    if (!outlook) return [known];
    const {over, target, perLap, save} = outlook;
    const rate = {label: "fuel a lap", value: `${fixed(perLap.value, 2)} kg`, more: rangeText(perLap, 2)};
    if (!(lapsLeft > 0)) return [known, {...rate}];
    const aim = save > 0 ? `save ${fixed(save, 2)} kg a lap` : "enough at this rate";
    return [
      known,
      {...rate, more: `${rate.more}; target ${fixed(target, 2)}`},
      {label: "left at the end", value: `${fixed(over.value, 1)} laps`, more: `${rangeText(over)}; ${aim}`},
    ];
  }
  return {element, update};
}

/** "front 92, 95; rear 101, 99 °C" */
function corners([fl, fr, rl, rr]: readonly number[], unit: string): string {
  return `front ${fixed(fl)}, ${fixed(fr)}; rear ${fixed(rl)}, ${fixed(rr)} ${unit}`;
}

function rangeText({low, high}: Expected, decimals = 1): string {
  return `${fixed(low, decimals)} to ${Number.isFinite(high) ? fixed(high, decimals) : "more"}`;
}
