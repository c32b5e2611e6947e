import {utf8} from "./loggedDrive.js";

/** No time, in results of Assetto Corsa Competizione. */
export const NO_TIME_ACC = 2_147_483_647;
/** No time, in results of Assetto Corsa. */
export const NO_TIME_AC = 999_999_999;

/** A file as UTF-16 LE, as servers of Assetto Corsa Competizione write it. */
export function utf16(text: string, {bom = false}: {bom?: boolean} = {}): Uint8Array {
  const units = Array.from(text, (letter) => letter.charCodeAt(0));
  return Uint8Array.from([...(bom ? [0xff, 0xfe] : []), ...units.flatMap((unit) => [unit & 255, unit >> 8])]);
}

const driver = (firstName: string, lastName: string) => ({firstName, lastName, shortName: lastName.slice(0, 3)});
const accLap = (carId: number, splits: number[], more: object = {}) => ({
  ...{carId, driverIndex: 0, laptime: splits.reduce((a, b) => a + b, 0), isValidForBest: true, splits},
  ...more,
});

/** A race of three cars: a wait before the first lap of each, a swap of drivers in car 1002, an invalid lap, one that has no time. */
export const accRace = () => ({
  ...{sessionType: "R", trackName: "misano_2020", sessionIndex: 2, raceWeekendIndex: 0, serverName: "made up"},
  sessionResult: {
    ...{bestlap: 96_000, bestSplits: [24_000, 38_000, 34_000], isWetSession: 0, type: 1},
    leaderBoardLines: [
      {
        car: {
          carId: 1002,
          raceNumber: 9,
          carModel: 22,
          teamName: "",
          drivers: [driver("Ada", "One"), driver("Bo", "Two")],
        },
        timing: {lastLap: 97_000, bestLap: 96_000, totalTime: 300_000, lapCount: 3},
      },
      {
        car: {carId: 1001, raceNumber: 7, carModel: 999, teamName: "Team Ö", drivers: [driver("Cy", "Three")]},
        timing: {lastLap: 98_000, bestLap: 97_500, totalTime: 301_000, lapCount: 3},
      },
      {
        car: {carId: 1003, raceNumber: 3, carModel: 22, teamName: "", drivers: [driver("Di", "Four")]},
        timing: {lastLap: NO_TIME_ACC, bestLap: NO_TIME_ACC, totalTime: 0, lapCount: 0},
      },
    ],
  },
  laps: [
    accLap(1002, [207_000, 39_000, 34_500]),
    accLap(1001, [205_000, 39_500, 34_600]),
    accLap(1002, [24_500, 38_100, 34_400]),
    accLap(1001, [24_800, 38_400, 34_300]),
    accLap(1002, [24_000, 38_000, 34_000], {driverIndex: 1}),
    accLap(1001, [24_000, 38_000, 34_100], {isValidForBest: false}),
    accLap(1009, [24_900, 38_900, 34_900]),
    accLap(1009, [NO_TIME_ACC, 38_900, 34_900], {laptime: NO_TIME_ACC}),
  ],
  penalties: [{carId: 1001, driverIndex: 0, reason: "Cutting", penalty: "DriveThrough"}],
});

/** The same race as the game itself writes it: the first of the swap is named by driverId, and laps have flags. */
export const accGameRace = () => {
  const {sessionResult, laps} = accRace();
  return {
    sessionDef: {sessionType: 10, sessionDuration: 2400, trackStatus: {wetLevel: 0}},
    snapShot: sessionResult,
    laps: laps.map(({driverIndex, laptime, isValidForBest, ...lap}, i) => ({
      ...{...lap, driverId: driverIndex, lapTime: laptime, fuel: 62, timestampMS: 1000 * i},
      flags: (isValidForBest ? 0 : 1) + (i === 4 ? 8 : 0) + (i === 7 ? 1024 : 0),
    })),
    points: [],
  };
};

const acLap = (DriverName: string, CarId: number, Sectors: number[], more: object = {}) => ({
  ...{DriverName, CarId, CarModel: "ks_car", LapTime: Sectors.reduce((a, b) => a + b, 0), Sectors, Cuts: 0, Tyre: "SM"},
  ...more,
});

/** A qualifying of two drivers, one of whom left and joined again in another slot; an empty slot of the server. */
export const acQualifying = () => ({
  ...{TrackName: "road_oval", TrackConfig: "short", Type: "QUALIFY", DurationSecs: 900, RaceLaps: 0},
  Cars: [
    {CarId: 0, Driver: {Name: "Ada One", Team: "Team A", Guid: "1"}, Model: "ks_car"},
    {CarId: 1, Driver: {Name: "", Team: "", Guid: ""}, Model: "ks_car"},
  ],
  Result: [
    {DriverName: "Bo Two", CarId: 2, CarModel: "ks_car", BestLap: 68_204, TotalTime: 500_000},
    {DriverName: "Ada One", CarId: 0, CarModel: "ks_car", BestLap: 69_000, TotalTime: 400_000},
    {DriverName: "", CarId: 1, CarModel: "ks_car", BestLap: NO_TIME_AC, TotalTime: 0},
    {DriverName: "Ada One", CarId: 3, CarModel: "ks_car", BestLap: NO_TIME_AC, TotalTime: 0},
  ],
  Laps: [
    acLap("Bo Two", 2, [30_000, 20_000, 18_204]),
    acLap("Ada One", 0, [30_500, 20_000, 18_500]),
    acLap("Bo Two", 2, [29_000, 19_742, 18_004], {Cuts: 2}),
    acLap("Ada One", 0, [30_500, 20_000, 18_500], {LapTime: NO_TIME_AC}),
  ],
  Events: null,
});

const gameLap = (car: number, lap: number, sectors: number[], more: object = {}) => ({
  ...{lap, car, sectors, time: sectors.reduce((a, b) => a + b, 0), cuts: 0, tyre: "H"},
  ...more,
});

/** Practice and race of three cars as Assetto Corsa itself writes them; the third car drove in the race only, and no lap of it has sectors. */
export const acGame = () => ({
  ...{track: "road_oval", number_of_sessions: 2},
  players: [
    {name: "Ada One", car: "ks_car", skin: "red"},
    {name: "Bo Two", car: "ks_other", skin: "blue"},
    {name: "Cy Three", car: "ks_car", skin: "green"},
  ],
  sessions: [
    {
      ...{event: 0, name: "Practice", type: 1, lapsCount: 0, duration: 5},
      laps: [
        gameLap(0, 0, [30_000, 20_000, 18_500]),
        gameLap(0, 1, [29_000, 19_000, 18_000], {time: -1, cuts: 1}),
        gameLap(1, 0, [30_000, 20_000, 18_400]),
      ],
      ...{lapstotal: [2, 1, 0], bestLaps: [{car: 1, time: 68_400, lap: 0}]},
    },
    {
      ...{event: 0, name: "Race", type: 3, lapsCount: 2, duration: 0},
      laps: [
        gameLap(0, 0, [33_000, 20_000, 18_000]),
        gameLap(2, 0, [], {time: 72_000}),
        gameLap(1, 0, [33_500, 20_100, 18_100]),
        gameLap(2, 1, [], {time: 69_000}),
        gameLap(0, 1, [30_500, 20_000, 19_000]),
      ],
      ...{lapstotal: [2, 1, 2], bestLaps: [], raceResult: [2, 0, 1]},
    },
  ],
  extras: [{name: "bestlap", time: 68_400}],
});

/** A qualifying of two drivers in rFactor's XML; the name of the second in Windows-1252, as the games write it. */
export function rfactorQualifying(): Uint8Array {
  const text = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rF [
<!ENTITY rFEnt "rFactor Entity">
]>
<rFactorXML version="1.0">
<RaceResults>
<DateTime>1700000000</DateTime>
<TimeString>2023/11/14 22:13:20</TimeString>
<TrackVenue>Oval Park</TrackVenue>
<TrackCourse>Oval Park Short</TrackCourse>
<TrackLength>1160.5</TrackLength>
<GameVersion>1.1</GameVersion>
<Qualify>
<DateTime>1700000100</DateTime>
<Minutes>20</Minutes>
<Stream>
<Chat et="1.0">Ada &amp; Bo: hello</Chat>
<Score et="94.0">Ada(5) lap=0 point=1 t=53.2 et=93.9</Score>
</Stream>
<Driver>
<Name>Gérard Two</Name>
<CarType>Proto</CarType><CarNumber>8</CarNumber><TeamName>Équipe</TeamName><isPlayer>0</isPlayer>
<Position>2</Position>
<Lap num="1" p="2" et="--.---" fuel="-1.000">--.----</Lap>
<Lap num="2" p="1" et="249.9" s1="46.5" s2="32.0" s3="44.5" fuel="0.9" fcompound="0,Medium S7H" rcompound="0,Medium S7H">123.0000</Lap>
<Lap num="3" p="1" et="372.9" s1="46.5" s2="32.0" fuel="0.8" pit="1">--.----</Lap>
<Laps>3</Laps>
</Driver>
<Driver>
<Name>Ada One</Name>
<VehName>Proto #5</VehName><CarNumber>5</CarNumber><TeamName></TeamName><isPlayer>1</isPlayer>
<Position>1</Position>
<Lap num="1" p="2" et="130.0" s1="46.3131" s2="31.8408" s3="43.9704" fuel="-1.000">122.1243</Lap>
<BestLapTime>122.1243</BestLapTime>
</Driver>
</Qualify>
</RaceResults>
</rFactorXML>
`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export const json = (tree: unknown): Uint8Array => utf8(JSON.stringify(tree));
