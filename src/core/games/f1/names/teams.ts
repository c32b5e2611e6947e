/** Teams of consecutive ids, and the year or series that distinguishes them from today's team of the same name. */
const BLOCKS: readonly [first: number, tag: string, names: string][] = [
  [0, "", "Mercedes, Ferrari, Red Bull Racing, Williams, Aston Martin, Alpine, RB, Haas, McLaren, Sauber"],
  [41, "", "F1 generic"],
  [85, "'20", "Mercedes, Ferrari, Red Bull, Williams, Racing Point, Renault, Alpha Tauri, Haas, McLaren, Alfa Romeo"],
  [
    95,
    "",
    "Aston Martin DB11, Aston Martin Vantage F1 Edition, Aston Martin Vantage safety car, Ferrari F8, Ferrari Roma",
  ],
  [100, "", "McLaren 720S, McLaren Artura, AMG GT Black safety car, AMG GTR Pro, custom team"],
  [106, "F2 '21", "Prema, Uni-Virtuosi, Carlin, Hitech, ART, MP, Charouz, DAMS, Campos, BWT, Trident"],
  [117, "", "AMG GT Black"],
  [
    118,
    "'22",
    "Mercedes, Ferrari, Red Bull, Williams, Aston Martin, Alpine, Alpha Tauri, Haas, McLaren, Alfa Romeo, Konnersport",
  ],
  [129, "", "Konnersport"],
  [130, "F2 '22", "Prema, Virtuosi, Carlin, MP, Charouz, DAMS, Campos, Van Amersfoort, Trident, Hitech, ART"],
  [142, "'24", "APXGP"],
  [143, "F2 '23", "ART, Campos, Carlin, PHM, DAMS, Hitech, MP, Prema, Trident, Van Amersfoort, Virtuosi"],
  [154, "'25", "APXGP"],
  [155, "'24", "Konnersport"],
  [158, "F2 '24", "ART, Campos, Rodin, AIX, DAMS, Hitech, MP, Prema, Trident, Van Amersfoort, Invicta"],
  [185, "'24", "Mercedes, Ferrari, Red Bull, Williams, Aston Martin, Alpine, RB, Haas, McLaren, Sauber"],
  [465, "F2 '25", "ART, Campos, Rodin, AIX, DAMS, Hitech, MP, Prema, Trident, Van Amersfoort, Invicta"],
  [476, "'26", "Mercedes, Ferrari, Red Bull, Williams, Aston Martin, Alpine, RB, Haas, McLaren, Audi, Cadillac"],
];

/** Teams by id, as format 2025 names them. */
export const TEAMS = new Map<number, string>(
  BLOCKS.flatMap(([first, tag, names]) =>
    names.split(", ").map((name, i): [number, string] => [first + i, tag ? `${name} ${tag}` : name]),
  ),
);

/** Names of ids 0 to 9 in earlier seasons. */
export const EARLIER_TEAMS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  2023: {6: "Alpha Tauri", 9: "Alfa Romeo"},
};
