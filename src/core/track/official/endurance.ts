import {officialCircuit} from "./facts.js";

/**
 * Circuits of touring cars, GT and endurance racing. Numbers and names are those of the circuits' own maps; places are the middles of
 * the ranges of the lap that tools of those games name, and where they name none those of the bends of the game's own line, rounded to
 * a thousandth; sides were read from these lines. What neither gives is left out, and the shape of the track gives it.
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
    `1R 10.9 Redgate, 2R 16.7 Hollywood, 3L 22.6 Craner Curves, 4R 29.6 Old Hairpin, 5L 36.2 Starkey's Bridge, 6L 41.3 Schwantz Curve,
     7R 45.5 McLeans, 8R 55.8 Coppice, 9L 72.0 Fogarty Esses, 10R 74.0 Fogarty Esses, 11R 84.6 Melbourne Hairpin, 12L 94.9 Goddards`,
  ),
  officialCircuit(
    "paul-ricard",
    {name: "Paul Ricard", lengthM: 5770, aliases: ["circuit-paul-ricard", "paul-ricard"]},
    `1L 11.1 S de la Verrerie, 2R 13.3 S de la Verrerie, 3R 22.4 Hôtel, 4L 24.5 Hôtel, 5R 26.2 Camp, 6R 29.0 Sainte-Baume, 7L 32.9 École,
     8R 67.3 Signes, 9R 75.8 Beausset, 10L 82.8 Bendor, 11R 86.9 Garlaban, 12L 91.6 Lac, 13R 94.7 Pont`,
  ),
  officialCircuit(
    "kyalami",
    {name: "Kyalami", lengthM: 4522, aliases: ["kyalami-grand-prix-circuit"]},
    `1R 5.7 The Kink, 2L 14.4 Crowthorne, 3R 18.3 Jukskei Sweep, 4L 20.5 Jukskei Sweep, 5L 23.3 Barbeque, 6R 36.0 Sunset,
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
    `1R 6.4 Variante del Parco, 2L 9.0 Variante del Parco, 3R 12.8 Variante del Parco, 4R 19.3 Rio, 5R 21.6 Rio, 6L 24.2 Rio, 7?,
     8L 40.3 Quercia, 9R 49.4, 10R 52.3 Tramonto, 11R 66.9 Curvone, 12R 73.6, 13R 77.4, 14R 81.6 Carro, 15L 86.3, 16L 92.8 Misano`,
  ),
  officialCircuit(
    "mount-panorama",
    {name: "Mount Panorama", lengthM: 6213, aliases: ["bathurst", "bathurst-mount-panorama"]},
    `1L 6.1 Hell Corner, 2R 24.5 Griffins Bend, 3L 30.6, 4L 32.4 The Cutting, 5R 34.7, 6R 37.4 Griffins Mount, 7L 39.2 Reid Park,
     8L 41.4 Frog Hollow, 9L 43.8 Sulman Park, 10L 48.7 McPhillamy Park, 11R 53.2 Skyline, 12L 54.4 The Esses, 13R 55.7 The Esses,
     14L 56.8 The Dipper, 15R 57.7 The Dipper, 16L 59.5, 17R 60.8, 18L 62.7 Forrest's Elbow, 19L 66.4, 20R 84.1 The Chase,
     21L 88.3 The Chase, 22R 90.6 The Chase, 23L 98.0 Murrays Corner`,
  ),
  officialCircuit(
    "oulton-park",
    {name: "Oulton Park", lengthM: 4307, aliases: ["oulton-park-international"]},
    `1R 6.5 Old Hall, 2R 13.9 Dentons, 3L 18.4 Cascades, 4L 32.5 Island Bend, 5R 38.6 Shell Oils Corner, 6R 44.9, 7L 47.2 Britten's,
     8R 48.5 Britten's, 9L 50.1 Britten's, 10R 60.0 Hislop's, 11L 61.8 Hislop's, 12R 64.6 Knickerbrook, 13L 70.4 Clay Hill, 14L 75.5,
     15R 80.6 Druids, 16R 92.3 Lodge, 17L 96.9 Deer Leap`,
  ),
  officialCircuit(
    "snetterton",
    {name: "Snetterton", lengthM: 4779, aliases: ["snetterton-300", "snetterton-circuit"]},
    `1R 8.5 Riches, 2R 16.8 Montreal, 3L 24.4 Palmer, 4L 35.6 Agostini, 5L 42.2 Hamilton, 6R 47.3 Oggies, 7R 52.4 Williams, 8L 70.6 Brundle,
     9R 72.8 Nelson, 10R 77.8 Bomb Hole, 11R 84.6 Coram, 12L 89.9 Murrays`,
  ),
  officialCircuit(
    "watkins-glen",
    // the four corners of the Inner Loop have no numbers of their own
    {name: "Watkins Glen", lengthM: 5552, aliases: ["watkins-glen-international", "watkins-glen-boot"]},
    `1R 6.4 The 90, 2R 13.4 The Esses, 3L 17.7 The Esses, 4R 22.8 The Esses, 4aR 34.7 Inner Loop, 4bL 36.0 Inner Loop, 4cL 37.3 Inner Loop,
     4dR 38.6 Inner Loop, 5R 43.0 Outer Loop, 6L 51.6 The Laces, 7R 61.1 The Toe, 8R 73.4 The Heel, 9L 79.6, 10L 86.9, 11R 92.6`,
  ),
  officialCircuit(
    "valencia",
    {name: "Valencia", lengthM: 4005, aliases: ["circuit-ricardo-tormo", "ricardo-tormo"]},
    `1L 13.5 Jorge Martínez Aspar, 2L 22.9 Mick Doohan, 3L 27.3, 4R 31.4 Nico Terol, 5R 36.1, 6L 43.1 Ángel Nieto, 7L 51.5 La Afición,
     8L 57.0, 9L 61.7, 10R 64.7, 11R 67.9, 12R 76.7 Champi Herreros, 13L 81.9, 14L 89.6 Adrián Campos`,
  ),
  officialCircuit(
    "zolder",
    {name: "Zolder", lengthM: 4011, aliases: ["circuit-zolder"]},
    `1L 7.2 Eerste Links, 2R 15.5 Sterrenwachtbocht, 3R 20.6 Kanaalbocht, 4R 28.5 Lucien Bianchibocht, 5L 43.8 Kleine Chicane,
     6R 44.9 Kleine Chicane, 7L 53.5 Butte, 8R 57.8 Gilles Villeneuve Chicane, 9L 59.0 Gilles Villeneuve Chicane, 10R 60.5 Terlamenbocht,
     11R 64.3 Terlamenbocht, 12R 75.9 Bolderberghaarspeldbocht, 13L 78.4 Jochen Rindtbocht, 14R 79.7 Jochen Rindtbocht,
     15L 90.2 Jacky Ickxbocht, 16R 92.2 Jacky Ickxbocht`,
  ),
  officialCircuit(
    "indianapolis-2014",
    {name: "Indianapolis road course", lengthM: 4167, aliases: ["indianapolis", "indianapolis-motor-speedway"]},
    `1R 16.0, 2L 18.4, 3R 21.8, 4R 26.2, 5R 30.9, 6L 37.1, 7R 41.4, 8L 56.6, 9R 59.9, 10L 61.9, 11R 65.2, 12R 80.4, 13L 84.2, 14R 88.9`,
  ),
  officialCircuit(
    "silverstone-national",
    {name: "Silverstone National", lengthM: 2638, aliases: ["ks-silverstone-national"]},
    `1R 10.2 Copse, 2L Maggotts, 3R 33.2 Becketts, 4? 45.0, 5L 66.5 Brooklands, 6R 75.0 Luffield`,
  ),
];
