import {officialCircuit} from "./facts.js";

/**
 * The Nordschleife. Its corners have names and no numbers: they are counted in the order of the lap, from the start line of the 20.8 km
 * that games drive. Names and their order are those of the ranges that tools of Assetto Corsa Competizione, iRacing and RaceRoom name; where
 * these differ, by two of three. Sides, and the bends of a name that has several, were read from the road's line in OpenStreetMap.
 */
export const NORDSCHLEIFE = [
  officialCircuit(
    "nordschleife",
    {
      name: "Nordschleife",
      lengthM: 20832,
      aliases: [
        "nurburgring-nordschleife",
        "nurburg-nordschleife",
        "nuerburgring-nordschleife",
        "ks-nordschleife",
        "ks-nordschleife-nordschleife",
        "nordschleife-2020",
      ],
    },
    `1L 1.3 Sabine-Schmitz-Kurve, 2R 3.0 Hatzenbachbogen, 3R 5.0 Hatzenbach, 4L 5.8 Hatzenbach, 5R 6.2 Hatzenbach, 6L 6.5 Hatzenbach,
     7R 7.4 Hocheichen, 8L 7.8 Hocheichen, 9R 9.6 Quiddelbacher Höhe, 10R 11.3 Flugplatz, 11R 11.9 Flugplatz, 12L 13.7 Kottenborn,
     13L 17.4 Schwedenkreuz, 14R 18.9 Aremberg, 15L 23.1 Fuchsröhre, 16R 24.7 Adenauer Forst, 17L 25.3 Adenauer Forst,
     18R 25.7 Adenauer Forst, 19L 29.0 Metzgesfeld, 20L 30.0 Metzgesfeld, 21R 31.5 Kallenhard, 22L 32.8 Spiegelkurve,
     23R 34.0 Dreifach-Rechts, 24R 35.6 Wehrseifen, 25L 35.9 Wehrseifen, 26R 36.4 Wehrseifen, 27L 38.4 Breidscheid, 28R 39.4 Ex-Mühle,
     29L 41.9 Lauda-Links, 30R 43.2 Bergwerk, 31L 47.8 Kesselchen, 32L 52.4 Mutkurve, 33R 54.5 Klostertal, 34R 56.1 Steilstrecke,
     35L 58.2 Caracciola-Karussell, 36L 61.8 Hohe Acht, 37R 62.2 Hohe Acht, 38R 63.0 Hohe Acht, 39R 64.5 Hedwigshöhe,
     40L 65.0 Hedwigshöhe, 41R 65.6 Wippermann, 42R 66.6 Wippermann, 43L 67.7 Eschbach, 44R 68.7 Brünnchen, 45R 69.7 Brünnchen,
     46L 71.0 Eiskurve, 47L 72.6 Pflanzgarten, 48R 73.9 Pflanzgarten, 49R 74.3 Pflanzgarten, 50L 74.9 Pflanzgarten,
     51L 75.8 Stefan-Bellof-S, 52R 76.8 Stefan-Bellof-S, 53R 79.7 Schwalbenschwanz, 54L 80.6 Schwalbenschwanz,
     55L 81.8 Kleines Karussell, 56R 83.5 Galgenkopf, 57R 84.7 Galgenkopf, 58L 95.6 Antoniusbuche, 59R 98.0 Tiergarten,
     60L 98.7 Hohenrain, 61R 99.1 Hohenrain, 62L 99.5 Hohenrain, 63R 99.9 T13`,
  ),
];
