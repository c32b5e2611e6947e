import {officialCircuit} from "./facts.js";

/**
 * The circuits of the Formula 1 calendar. Numbers and names are those of the FIA's circuit maps; places are those of Formula 1's
 * timing (distance driven to each corner, as public timing data give it), rounded to a thousandth of the lap; sides were read from
 * the circuits' public outlines.
 */
export const FORMULA_ONE = [
  officialCircuit(
    "melbourne",
    {name: "Melbourne", lengthM: 5278, f1TrackId: 0, aliases: ["albert-park", "albert-park-circuit", "australia"]},
    `1R 6.7 Brabham, 2L 8.3 Jones, 3R 20.5, 4L 23.4, 5R 27.2 Whiteford, 6R 35.3, 7L 37.4, 8R 41.2, 9L 62.2, 10R 64.4, 11R 77.7 Ascari,
     12R 82.7 Stewart, 13L 87.3, 14R 90.4 Prost`,
  ),
  officialCircuit(
    "shanghai",
    {name: "Shanghai", lengthM: 5451, f1TrackId: 2, aliases: ["shanghai-international-circuit", "china"]},
    `1R 10.1, 2R 13.4, 3L 16.1, 4L 18.6, 5R 24.1, 6R 28.6, 7L 37.1, 8R 42.5, 9L 45.9, 10L 48.0, 11L 56.6, 12R 58.1, 13R 61.9,
     14R 87.0, 15R 88.3, 16L 93.9`,
  ),
  officialCircuit(
    "suzuka",
    {
      name: "Suzuka",
      lengthM: 5807,
      f1TrackId: 13,
      aliases: ["suzuka-circuit", "suzuka-international-racing-course", "japan"],
    },
    `1R 12.4 First Curve, 2R 14.3 First Curve, 3L 18.3 S Curves, 4R 20.6 S Curves, 5L 23.5 S Curves, 6R 26.2 S Curves, 7L 31.0 Dunlop,
     8R 39.0 Degner 1, 9R 41.6 Degner 2, 10R 47.3, 11L 49.8 Hairpin, 12R 54.2 200R, 13L 65.2 Spoon, 14L 68.0 Spoon, 15L 86.1 130R,
     16R 92.6 Casio Triangle, 17L 94.1 Casio Triangle, 18R 96.9`,
  ),
  officialCircuit(
    "sakhir",
    {name: "Sakhir", lengthM: 5412, f1TrackId: 3, aliases: ["bahrain", "bahrain-international-circuit"]},
    `1R 13.0, 2L 14.9, 3R 17.1, 4R 27.8, 5L 32.9, 6R 34.3, 7L 36.3, 8R 40.9, 9L 47.3, 10L 49.4, 11L 63.7, 12R 71.2, 13R 75.1, 14R 90.0,
     15R 91.5`,
  ),
  officialCircuit(
    "jeddah",
    {name: "Jeddah", lengthM: 6174, f1TrackId: 29, aliases: ["jeddah-corniche-circuit", "saudi-arabia"]},
    `1L 7.8, 2R 8.7, 3L 11.0, 4L 15.8, 5R 17.6, 6L 20.1, 7L 22.0, 8R 23.4, 9R 25.8, 10L 27.5, 11L 29.2, 12L 30.2, 13L 39.1, 14R 44.3,
     15R 47.7, 16R 49.7, 17L 51.3, 18L 55.1, 19R 58.2, 20L 61.6, 21R 64.9, 22L 68.7, 23R 69.9, 24R 72.4, 25L 77.1, 26L 83.2, 27L 89.2`,
  ),
  officialCircuit(
    "miami",
    {name: "Miami", lengthM: 5412, f1TrackId: 30, aliases: ["miami-international-autodrome"]},
    `1R 6.8, 2L 8.6, 3R 10.6, 4L 20.9, 5R 23.4, 6L 26.0, 7L 28.3, 8L 30.2, 9R 40.6, 10L 45.2, 11L 57.1, 12R 59.1, 13L 61.4, 14L 62.9,
     15R 63.3, 16L 65.1, 17L 89.4, 18L 92.2, 19R 96.1`,
  ),
  officialCircuit(
    "imola",
    {name: "Imola", lengthM: 4909, f1TrackId: 27, aliases: ["autodromo-enzo-e-dino-ferrari", "imola-circuit"]},
    `1R 5.1, 2L 17.7 Tamburello, 3R 18.9 Tamburello, 4L 22.0 Tamburello, 5L 30.9 Villeneuve, 6R 32.6 Villeneuve, 7L 38.5 Tosa, 8R 46.3,
     9L 52.0 Piratella, 10L 54.4, 11R 59.9 Acque Minerali, 12R 61.5 Acque Minerali, 13L 63.5 Acque Minerali, 14R 71.7 Variante Alta,
     15L 72.7 Variante Alta, 16R 84.1, 17L 88.0 Rivazza 1, 18L 90.8 Rivazza 2, 19R 97.1`,
  ),
  officialCircuit(
    "monaco",
    {name: "Monaco", lengthM: 3337, f1TrackId: 5, aliases: ["circuit-de-monaco", "monte-carlo"]},
    `1R 5.5 Sainte Dévote, 2L 17.3 Beau Rivage, 3L 22.2 Massenet, 4R 25.6 Casino, 5R 32.5 Mirabeau Haute, 6L 36.2 Grand Hotel Hairpin,
     7R 38.7 Mirabeau Bas, 8R 41.4 Portier, 9R 51.5 Tunnel, 10L 61.0 Nouvelle Chicane, 11R 62.7 Nouvelle Chicane, 12L 69.6 Tabac,
     13L 74.6 Louis Chiron, 14R 75.2 Louis Chiron, 15R 79.3 Piscine, 16L 79.8 Piscine, 17L 82.2, 18R 85.8 La Rascasse,
     19R 88.5 Antony Noghès`,
  ),
  officialCircuit(
    "catalunya",
    {
      name: "Catalunya",
      lengthM: 4657,
      f1TrackId: 4,
      aliases: ["barcelona", "circuit-de-barcelona-catalunya", "ks-barcelona-layout-gp", "spain"],
    },
    `1R 17.5 Elf, 2L 19.3 Elf, 3R 24.5 Renault, 4R 37.0 Repsol, 5L 46.6 Seat, 6L 50.4, 7L 54.2 Würth, 8R 56.1, 9R 62.0 Campsa,
     10L 74.8 La Caixa, 11L 77.9, 12R 80.4 Banc Sabadell, 13R 86.4 Europcar, 14R 93.0 New Holland`,
  ),
  officialCircuit(
    "montreal",
    {name: "Montreal", lengthM: 4361, f1TrackId: 6, aliases: ["circuit-gilles-villeneuve", "canada"]},
    `1L 5.0 Virage Senna, 2R 7.2 Virage Senna, 3R 15.9, 4L 17.2, 5R 22.3, 6L 27.6, 7R 29.7, 8R 45.3, 9L 47.3, 10R 60.9 L'Épingle, 11L 63.5,
     12R 71.8, 13R 88.1, 14L 88.8`,
  ),
  officialCircuit(
    "spielberg",
    {
      name: "Spielberg",
      lengthM: 4318,
      f1TrackId: 17,
      aliases: ["austria", "red-bull-ring", "ks-red-bull-ring-layout-gp", "a1-ring"],
    },
    `1R 9.9 Niki Lauda, 2L 24.8, 3R 31.6 Remus, 4R 50.5 Schlossgold, 5L 55.0, 6L 62.8 Rauch, 7L 70.2 Würth, 8R 74.8, 9R 87.0 Rindt,
     10R 91.5 Red Bull Mobile`,
  ),
  officialCircuit(
    "silverstone",
    {
      name: "Silverstone",
      lengthM: 5891,
      f1TrackId: 7,
      aliases: ["silverstone-circuit", "ks-silverstone-gp", "great-britain"],
    },
    `1R 7.6 Abbey, 2L 10.3 Farm, 3R 14.3 Village, 4L 17.3 The Loop, 5L 20.5 Aintree, 6L 33.1 Brooklands, 7R 36.8 Luffield,
     8R 42.6 Woodcote, 9R 51.6 Copse, 10L 61.7 Maggotts, 11R 62.7 Maggotts, 12L 65.0 Becketts, 13R 67.5 Becketts, 14L 70.0 Chapel,
     15R 84.7 Stowe, 16L 92.1 Vale, 17R 93.7 Club, 18R 96.1 Club`,
  ),
  officialCircuit(
    "spa",
    {
      name: "Spa-Francorchamps",
      lengthM: 7004,
      f1TrackId: 10,
      aliases: ["spa", "circuit-de-spa-francorchamps", "belgium"],
    },
    `1R 5.2 La Source, 2L 15.1 Eau Rouge, 3R 16.3 Raidillon, 4L 17.9 Raidillon, 5R 34.2 Les Combes, 6L 35.2 Les Combes, 7R 37.6 Malmedy,
     8R 43.1 Bruxelles, 9L 46.7, 10L 54.0 Pouhon, 11L 57.6 Pouhon, 12R 63.7 Fagnes, 13L 65.8 Fagnes, 14R 70.1 Campus, 15R 73.6 Stavelot,
     16L 83.9 Blanchimont, 17L 87.9 Blanchimont, 18R 95.5 Bus Stop, 19L 96.4 Bus Stop`,
  ),
  officialCircuit(
    "hungaroring",
    {name: "Hungaroring", lengthM: 4381, f1TrackId: 9, aliases: ["budapest", "hungary"]},
    `1R 14.3, 2L 25.6, 3R 30.0, 4L 40.9, 5R 46.4, 6R 54.0, 7L 55.1, 8L 58.8, 9R 62.0, 10L 66.4, 11R 71.3, 12R 80.2, 13L 86.1, 14R 92.7`,
  ),
  officialCircuit(
    "zandvoort",
    {name: "Zandvoort", lengthM: 4259, f1TrackId: 26, aliases: ["circuit-zandvoort", "ks-zandvoort", "netherlands"]},
    `1R 8.2 Tarzanbocht, 2R 15.1 Gerlachbocht, 3L 19.4 Hugenholtzbocht, 4R 24.7 Hunserug, 5L 29.3, 6R 32.7 Slotemakerbocht,
     7R 39.9 Scheivlak, 8R 47.3 Mastersbocht, 9R 52.5, 10L 58.7, 11R 72.2 Hans Ernst, 12L 74.3 Hans Ernst, 13R 81.5,
     14R 88.0 Arie Luyendyk`,
  ),
  officialCircuit(
    "monza",
    {name: "Monza", lengthM: 5793, f1TrackId: 11, aliases: ["autodromo-nazionale-monza", "italy", "monza-gp"]},
    `1R 15.2 Rettifilo, 2L 16.3 Rettifilo, 3R 25.1 Curva Grande, 4L 36.3 Roggia, 5R 37.2 Roggia, 6R 43.4 Lesmo 1, 7R 48.9 Lesmo 2,
     8L 67.2 Ascari, 9R 68.9 Ascari, 10L 70.7 Ascari, 11R 89.4 Alboreto`,
  ),
  officialCircuit(
    "baku",
    {name: "Baku", lengthM: 6003, f1TrackId: 20, aliases: ["baku-city-circuit", "azerbaijan"]},
    `1L 4.8, 2L 10.4, 3L 24.7, 4R 28.6, 5L 34.1, 6R 35.1, 7R 41.4, 8L 44.6, 9R 45.0, 10L 45.7, 11R 46.5, 12L 47.4, 13L 54.1, 14L 57.5,
     15L 61.5, 16L 67.4, 17R 70.5, 18L 74.4, 19R 77.0, 20R 82.2`,
  ),
  officialCircuit(
    "singapore",
    {name: "Singapore", lengthM: 4940, f1TrackId: 12, aliases: ["marina-bay", "marina-bay-street-circuit"]},
    `1L 8.0 Sheares, 2R 9.1, 3L 10.7, 4L 13.8, 5R 19.2, 6R 27.8, 7L 35.4, 8R 39.9, 9L 43.8, 10L 52.3, 11R 55.8, 12L 57.4, 13L 60.7, 14R 72.2,
     15L 76.9, 16R 86.4, 17L 87.8, 18L 93.1, 19L 95.9`,
  ),
  officialCircuit(
    "austin",
    {
      name: "Circuit of the Americas",
      lengthM: 5513,
      f1TrackId: 15,
      aliases: ["austin", "cota", "texas", "usa", "united-states"],
    },
    `1L 11.4, 2R 16.1, 3L 20.7, 4R 22.4, 5L 24.1, 6R 26.5, 7L 30.4, 8R 33.4, 9L 35.1, 10L 39.0, 11L 45.9, 12L 67.5, 13R 71.8, 14R 73.0,
     15L 76.8, 16R 80.2, 17R 82.8, 18R 85.2, 19L 90.3, 20L 96.0`,
  ),
  officialCircuit(
    "mexico",
    {name: "Mexico City", lengthM: 4304, f1TrackId: 19, aliases: ["mexico", "autodromo-hermanos-rodriguez"]},
    `1R 27.4, 2L 29.2, 3R 30.7, 4L 46.4, 5R 48.2, 6R 51.2, 7L 59.0, 8R 61.3, 9L 63.4, 10R 67.7, 11L 70.0, 12R 83.1, 13L 87.1, 14R 88.7,
     15L 89.8, 16R 91.2, 17R 94.2 Nigel Mansell`,
  ),
  officialCircuit(
    "interlagos",
    {
      name: "Interlagos",
      lengthM: 4309,
      f1TrackId: 16,
      aliases: ["brazil", "sao-paulo", "autodromo-jose-carlos-pace", "autodromo-jose-carlos-pace-interlagos"],
    },
    `1L 8.1 Senna S, 2R 10.5 Senna S, 3L 14.9 Curva do Sol, 4L 32.5 Descida do Lago, 5L 36.3, 6R 46.0 Ferradura, 7R 49.4 Ferradura,
     8R 52.9 Laranjinha, 9L 56.0 Pinheirinho, 10R 62.6 Bico de Pato, 11L 67.6 Mergulho, 12L 74.4 Junção, 13L 77.0, 14L 83.1, 15L 92.3`,
  ),
  officialCircuit(
    "las-vegas",
    {name: "Las Vegas", lengthM: 6201, f1TrackId: 31, aliases: ["las-vegas-street-circuit", "las-vegas-strip-circuit"]},
    `1L 4.5, 2L 6.0, 3R 9.2, 4R 11.1, 5R 24.9, 6L 29.3, 7L 32.8, 8R 33.6, 9L 35.6, 10R 43.6, 11L 47.6, 12L 51.3, 13L 63.6, 14L 82.6,
     15R 83.6, 16L 84.5, 17L 96.8`,
  ),
  officialCircuit(
    "losail",
    {name: "Losail", lengthM: 5419, f1TrackId: 32, aliases: ["lusail", "losail-international-circuit", "qatar"]},
    `1R 14.6, 2L 20.0, 3R 24.4, 4R 31.7, 5R 34.9, 6L 40.4, 7R 47.8, 8L 51.2, 9R 53.5, 10L 57.7, 11L 63.4, 12R 69.1, 13R 73.4, 14R 76.5,
     15L 82.3, 16R 90.9`,
  ),
  officialCircuit(
    "yas-marina",
    {name: "Yas Marina", lengthM: 5281, f1TrackId: 14, aliases: ["abu-dhabi", "yas-marina-circuit"]},
    `1L 7.3, 2L 12.1, 3R 15.8, 4L 19.4, 5L 26.8, 6L 49.7, 7R 50.9, 8L 54.8, 9L 70.1, 10R 76.6, 11R 79.4, 12R 81.9, 13L 83.9, 14L 86.3,
     15R 91.2, 16R 95.5`,
  ),
  // numbers, names, sides (12 right, 10 left) as the organiser publishes them; there are no timing data yet: places are those of the bends of a public outline
  officialCircuit(
    "madrid",
    {name: "Madrid", lengthM: 5416, aliases: ["madring", "circuito-de-madring", "ifema-madrid"]},
    `1L 3.7, 2R 4.6, 3R 6.9 Hortaleza, 4R 20.0, 5L 23.8, 6R 24.4, 7L 25.6, 8R 30.8, 9L 32.0, 10R 37.0, 11L 39.2, 12R 45.8 La Monumental,
     13L 56.4, 14R 59.8 Enlazadas de Valdebebas, 15L 64.1 Enlazadas de Valdebebas, 16L 68.1 Enlazadas de Valdebebas, 17R 69.3, 18L 73.5,
     19R 77.1, 20L 83.8, 21R 86.8, 22R 92.3 El Parque`,
  ),
];
