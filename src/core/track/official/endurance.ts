import {officialCircuit} from "./facts.js";

/**
 * Circuits of touring cars, GT and endurance racing. Numbers and names are those of the circuits' own maps; places are the middles of
 * the ranges of the lap that tools of those games name, rounded to a thousandth; where a side or a place is not published, it is left
 * out, and the shape gives it.
 */
export const ENDURANCE = [
  officialCircuit(
    "brands-hatch",
    {
      name: "Brands Hatch",
      lengthM: 3908,
      aliases: [
        "brands-hatch-gp",
        "brands-hatch-grand-prix",
        "brands-hatch-circuit",
        "ks-brands-hatch-gp",
        "ks-brands-hatch",
      ],
    },
    `1R 5.9 Paddock Hill Bend, 2R 15.2 Druids, 3L 22.0 Graham Hill Bend, 4L 32.0 Surtees, 5R 52.3 Hawthorn Bend, 6R 60.2 Westfield Bend,
     7R 68.5 Sheene Curve, 8L 76.6 Stirlings, 9R 88.2 Clark Curve`,
  ),
  officialCircuit(
    "brands-hatch-indy",
    {name: "Brands Hatch Indy", lengthM: 1944, aliases: ["ks-brands-hatch-indy", "brands-indy", "ks-brands-hatch"]},
    `1R 15.0 Paddock Hill Bend, 2R 31.5 Druids, 3L 44.5 Graham Hill Bend, 4L 63.0 Surtees, 5R 70.5 McLaren, 6R 78.5 Clark Curve`,
  ),
  officialCircuit(
    "donington",
    {name: "Donington Park", lengthM: 4020, aliases: ["donington", "donington-park-gp", "donington-gp"]},
    `1R 10.9 Redgate, 2R 16.7 Hollywood, 3L 22.6 Craner Curves, 4R 29.6 Old Hairpin, 5L 36.2 Starkey's Bridge, 6R 41.0 Schwantz Curve,
     7R 45.5 McLeans, 8R 55.8 Coppice, 9? 72.0 Fogarty Esses, 10? 74.5 Fogarty Esses, 11R 84.6 Melbourne Hairpin, 12L 94.9 Goddards`,
  ),
  officialCircuit(
    "paul-ricard",
    {name: "Paul Ricard", lengthM: 5770, aliases: ["circuit-paul-ricard", "paul-ricard"]},
    `1L 7.0 S de la Verrerie, 2R 9.0 S de la Verrerie, 3R 22.4 Hôtel, 4L 24.5 Hôtel, 5R 26.2 Camp, 6R 29.0 Sainte-Baume, 7L 32.9 École,
     8R 67.3 Signes, 9R 75.8 Beausset, 10L 82.8 Bendor, 11R 86.9 Garlaban, 12L 91.6 Lac, 13R 94.7 Pont`,
  ),
  officialCircuit(
    "kyalami",
    {name: "Kyalami", lengthM: 4522, aliases: ["kyalami-grand-prix-circuit"]},
    `1R 5.7 The Kink, 2L 14.4 Crowthorne, 3R 18.3 Jukskei Sweep, 4L 20.5 Jukskei Sweep, 5R 23.3 Barbeque, 6R 36.0 Sunset,
     7L 43.4 Clubhouse, 8L 49.7 The Esses, 9R 53.8 The Esses, 10L 62.7 Leeukop, 11L 66.0 Leeukop, 12L 75.0 Mineshaft, 13R 81.4 The Crocodiles,
     14L 85.0 The Crocodiles, 15R 88.3 Cheetah, 16L 94.1 Ingwe`,
  ),
  officialCircuit(
    "laguna-seca",
    {name: "Laguna Seca", lengthM: 3602, aliases: ["ks-laguna-seca", "weathertech-raceway-laguna-seca"]},
    `1L 6.5, 2L 13.4 Andretti Hairpin, 3R 21.9, 4R 29.3, 5L 43.1, 6L 54.1, 7R 65.5, 8L 67.9 The Corkscrew, 8aR 70.2 The Corkscrew,
     9L 75.5 Rainey Curve, 10R 83.3, 11L 91.3`,
  ),
  officialCircuit(
    "misano",
    {name: "Misano", lengthM: 4226, aliases: ["misano-world-circuit"]},
    `1R Variante del Parco, 2L Variante del Parco, 3R 12.8 Variante del Parco, 4R 18.8 Rio, 5R 21.3 Rio, 6L Rio, 7?, 8R 39.9 Quercia, 9?,
     10R 52.6 Tramonto, 11R 66.9 Curvone, 12?, 13?, 14R 81.6 Carro, 15?, 16L 92.8 Misano`,
  ),
  officialCircuit(
    "mount-panorama",
    {name: "Mount Panorama", lengthM: 6213, aliases: ["bathurst", "bathurst-mount-panorama"]},
    `1L 6.0 Hell Corner, 2R 24.4 Griffins Bend, 3?, 4? 32.5 The Cutting, 5?, 6? 37.3 Griffins Mount, 7? 39.3 Reid Park, 8? 41.3 Frog Hollow,
     9? 43.9 Sulman Park, 10? 48.7 McPhillamy Park, 11? 53.1 Skyline, 12? 54.3 The Esses, 13? 55.6 The Esses, 14? 56.8 The Dipper,
     15? 57.7 The Dipper, 16?, 17?, 18L 62.6 Forrest's Elbow, 19?, 20R 83.9 The Chase, 21L 87.9 The Chase, 22R 90.7 The Chase,
     23L 97.9 Murrays Corner`,
  ),
  officialCircuit(
    "oulton-park",
    {name: "Oulton Park", lengthM: 4307, aliases: ["oulton-park-international"]},
    `1R 6.5 Old Hall, 2? 13.8 Dentons, 3L 18.4 Cascades, 4L 32.5 Island Bend, 5R 38.6 Shell Oils Corner, 6?, 7? 47.1 Britten's,
     8? 48.5 Britten's, 9? 50.3 Britten's, 10? 59.6 Hislop's, 11? 61.8 Hislop's, 12R 64.8 Knickerbrook, 13? 70.6 Clay Hill, 14?,
     15R 80.6 Druids, 16R 92.3 Lodge, 17? 96.9 Deer Leap`,
  ),
  officialCircuit(
    "snetterton",
    {name: "Snetterton", lengthM: 4779, aliases: ["snetterton-300", "snetterton-circuit"]},
    `1R 8.5 Riches, 2R 16.6 Montreal, 3L Palmer, 4L 35.4 Agostini, 5? 42.3 Hamilton, 6? 47.3 Oggies, 7? 52.5 Williams, 8L 70.2 Brundle,
     9R 72.8 Nelson, 10R 77.9 Bomb Hole, 11R 84.6 Coram, 12L 89.9 Murrays`,
  ),
  officialCircuit(
    "watkins-glen",
    // the four corners of the Inner Loop have no numbers of their own
    {name: "Watkins Glen", lengthM: 5552, aliases: ["watkins-glen-international", "watkins-glen-boot"]},
    `1R 6.2 The 90, 2R 13.4 The Esses, 3L 17.7 The Esses, 4R 23.0 The Esses, 4aR 34.4 Inner Loop, 4bL 36.1 Inner Loop, 4cL 37.2 Inner Loop,
     4dR 38.7 Inner Loop, 5R 43.0 Outer Loop, 6L 51.6 The Laces, 7R 61.1 The Toe, 8R 73.3 The Heel, 9L, 10L, 11R`,
  ),
  officialCircuit(
    "valencia",
    {name: "Valencia", lengthM: 4005, aliases: ["circuit-ricardo-tormo", "ricardo-tormo"]},
    `1L 13.7 Jorge Martínez Aspar, 2L 22.8 Mick Doohan, 3? 27.3, 4? 31.3 Nico Terol, 5? 36.4, 6? 43.1 Ángel Nieto, 7? 51.5 La Afición,
     8? 56.7, 9? 61.6, 10? 64.6, 11? 67.9, 12? 76.7 Champi Herreros, 13? 82.4, 14L 89.4 Adrián Campos`,
  ),
  officialCircuit(
    "zolder",
    {name: "Zolder", lengthM: 4011, aliases: ["circuit-zolder"]},
    `1L 6.9 Eerste Links, 2R 15.4 Sterrenwachtbocht, 3R 20.7 Kanaalbocht, 4? 28.6 Lucien Bianchibocht, 5? 42.9 Kleine Chicane,
     6? 45.4 Kleine Chicane, 7? 53.0 Butte, 8? 57.6 Gilles Villeneuve Chicane, 9? 59.2 Gilles Villeneuve Chicane, 10? 60.9 Terlamenbocht,
     11? 64.5 Terlamenbocht, 12? 75.4 Bolderberghaarspeldbocht, 13? 78.7 Jochen Rindtbocht, 14? 79.8 Jochen Rindtbocht,
     15? 89.4 Jacky Ickxbocht, 16? 92.5 Jacky Ickxbocht`,
  ),
  officialCircuit(
    "silverstone-national",
    {name: "Silverstone National", lengthM: 2638, aliases: ["ks-silverstone-national"]},
    `1R 10.2 Copse, 2L Maggotts, 3R 33.2 Becketts, 4? 45.0, 5L 66.5 Brooklands, 6R 75.0 Luffield`,
  ),
];
