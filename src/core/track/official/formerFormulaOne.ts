import {officialCircuit} from "./facts.js";

/**
 * Circuits and layouts that Formula 1 has left, from the same sources as those of its calendar; Mugello's and
 * Indianapolis' places are those of the bends of their public outlines.
 */
export const FORMER_FORMULA_ONE = [
  officialCircuit(
    "melbourne-1996",
    {
      name: "Melbourne until 2020",
      lengthM: 5303,
      f1TrackId: 0,
      aliases: ["melbourne", "albert-park", "albert-park-circuit"],
    },
    `1R 6.3 Brabham, 2L 8.7 Jones, 3R 19.9, 4L 22.6, 5R 26.8 Whiteford, 6R 34.3, 7L 35.9, 8R 39.8, 9R 46.8 Clark, 10L 48.6, 11L 61.7,
     12R 64.4, 13R 77.5 Ascari, 14R 82.6 Stewart, 15L 87.3 Senna, 16R 90.2 Prost`,
  ),
  officialCircuit(
    "catalunya-chicane",
    {
      name: "Catalunya with chicane",
      lengthM: 4675,
      f1TrackId: 4,
      aliases: ["catalunya", "barcelona", "circuit-de-barcelona-catalunya", "ks-barcelona-layout-moto", "spain"],
    },
    `1R 17.5 Elf, 2L 19.3 Elf, 3R 24.6 Renault, 4R 36.5 Repsol, 5L 44.4 Seat, 6L 49.8, 7L 53.4 Würth, 8R 55.4, 9R 61.4 Campsa,
     10L 73.7 La Caixa, 11L 76.7, 12R 79.6 Banc Sabadell, 13R 84.7 Europcar, 14L 87.4 RACC, 15R 88.3 RACC, 16R 91.9 New Holland`,
  ),
  officialCircuit(
    "nurburgring",
    {
      name: "Nürburgring",
      lengthM: 5148,
      aliases: ["nurburgring-gp", "nurburgring-grand-prix", "ks-nurburgring", "ks-nurburgring-layout-gp-a"],
    },
    `1R 12.2, 2L 16.1 Mercedes Arena, 3L 21.1 Mercedes Arena, 4R 22.8 Mercedes Arena, 5L 32.8, 6R 35.7, 7R 47.6 Dunlop-Kehre,
     8L 55.5 Schumacher-S, 9R 57.8 Schumacher-S, 10L 65.9, 11R 70.0 Bit-Kurve, 12R 78.2 Advan-Bogen, 13L 87.1 NGK-Schikane,
     14R 88.2 NGK-Schikane, 15R 93.6 Coca-Cola-Kurve`,
  ),
  officialCircuit(
    "portimao",
    {
      name: "Portimão",
      lengthM: 4653,
      f1TrackId: 28,
      aliases: ["algarve", "autodromo-internacional-do-algarve", "portugal"],
    },
    `1R 14.0 Primeira, 2R 17.5, 3R 20.7 Lagos, 4L 24.0, 5L 36.5 Torre VIP, 6L 41.4, 7R 46.2, 8R 49.9 Craig Jones, 9L 57.1, 10R 62.4,
     11R 63.9 Portimão, 12L 68.5, 13L 72.9 Sagres, 14R 77.9, 15R 87.6 Galp`,
  ),
  officialCircuit(
    "paul-ricard-chicane",
    {name: "Paul Ricard", lengthM: 5842, f1TrackId: 1, aliases: ["circuit-paul-ricard", "france"]},
    `1L 7.1 S de la Verrerie, 2R 9.1 S de la Verrerie, 3R 18.8 Hôtel, 4L 20.3 Hôtel, 5R 22.3 Camp, 6R 24.6 Sainte-Baume, 7L 28.3 École,
     8L 46.9 Mistral, 9R 48.4 Mistral, 10R 62.8 Signes, 11R 71.4 Beausset, 12L 78.8 Bendor, 13R 82.7 Garlaban, 14L 87.0 Lac,
     15R 90.0 Pont`,
  ),
  officialCircuit(
    "hockenheim",
    {name: "Hockenheim", lengthM: 4574, f1TrackId: 8, aliases: ["hockenheimring", "germany"]},
    `1R 7.0 Nordkurve, 2R 18.4, 3R 20.6, 4L 22.6, 5L 33.3 Parabolika, 6R 45.8 Spitzkehre, 7R 56.7, 8L 61.9 Mercedes, 9L 65.2, 10R 66.9,
     11R 68.3, 12R 76.7 Mobil 1, 13L 83.9 Sachs, 14L 87.3, 15R 89.0, 16R 92.1 Südkurve, 17R 94.4 Südkurve`,
  ),
  officialCircuit(
    "mugello",
    {name: "Mugello", lengthM: 5245, aliases: ["autodromo-internazionale-del-mugello", "ks-mugello"]},
    `1R 14.2 San Donato, 2L 18.5 Luco, 3R 21.1 Poggio Secco, 4L 28.8 Materassi, 5R 30.8 Borgo San Lorenzo, 6R 37.4 Casanova, 7L 40.5 Savelli,
     8R 46.4 Arrabbiata 1, 9R 51.3 Arrabbiata 2, 10R 58.2 Scarperia, 11L 60.7 Palagio, 12R 69.5 Correntaio, 13L 74.4 Biondetti 1,
     14R 76.2 Biondetti 2, 15L 86.5 Bucine`,
  ),
  officialCircuit(
    "indianapolis",
    {name: "Indianapolis", lengthM: 4192, aliases: ["indianapolis-motor-speedway", "indianapolis-gp"]},
    `1R 16.1, 2L 18.5, 3R 22.0, 4R 26.5, 5R 31.3, 6L 37.6, 7R 42.3, 8L 57.4, 9R 60.7, 10L 62.6, 11R 65.7, 12R 72.0, 13R 87.0`,
  ),
];
