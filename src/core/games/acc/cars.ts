export interface AccCar {
  /** in UDP messages */
  id: number;
  name: string;
  /** folder name in the shared memory */
  model: string;
  /** percent added to brakeBias × 100 */
  biasOffset: number;
  /** bar per unit of brakePressure: front, rear; null when not published */
  brakeCoefficients: readonly [number, number] | null;
}

/**
 * Sources: the appendix of Kunos' shared-memory document; cars 32–36 and 80–86 from RiddleTime/Race-Element. For the Honda NSX GT3 Evo
 * the two differ in the bias: −14 (used here) and −20.
 */
const CARS: readonly AccCar[] = (
  [
    [0, "Porsche 991 GT3 R 2018", "porsche_991_gt3_r", -21, 7.1497, 6.7715],
    [1, "Mercedes AMG GT3 2015", "mercedes_amg_gt3", -14, 7.9585, 7.9585],
    [2, "Ferrari 488 GT3 2018", "ferrari_488_gt3", -17, 7.598, 7.4855],
    [3, "Audi R8 LMS 2015", "audi_r8_lms", -14, 7.598, 7.4855],
    [4, "Lamborghini Huracan GT3 2015", "lamborghini_huracan_gt3", -14, 7.598, 7.4855],
    [5, "McLaren 650S GT3 2015", "mclaren_650s_gt3", -17, 7.598, 7.4855],
    [6, "Nissan GTR Nismo GT3 2018", "nissan_gt_r_gt3_2018", -15, 7.9585, 7.9585],
    [7, "BMW M6 GT3 2017", "bmw_m6_gt3", -15, 7.9585, 7.9585],
    [8, "Bentley Continental GT3 2018", "bentley_continental_gt3_2018", -7, 7.9585, 7.9585],
    [9, "Porsche 991 II GT3 Cup 2017", "porsche_991ii_gt3_cup", -5, 7.1497, 6.7715],
    [10, "Nissan GTR Nismo GT3 2015", "nissan_gt_r_gt3_2017", -15, 7.9585, 7.9585],
    [11, "Bentley Continental GT3 2015", "bentley_continental_gt3_2016", -7, 7.9585, 7.9585],
    [12, "Aston Martin Vantage V12 GT3 2013", "amr_v12_vantage_gt3", -7, 7.9585, 7.9585],
    [13, "Lamborghini Gallardo G3 Reiter 2017", "lamborghini_gallardo_rex", -14, 7.598, 7.4855],
    [14, "Emil Frey Jaguar G3 2012", "jaguar_g3", -7, 7.9585, 7.9585],
    [15, "Lexus RCF GT3 2016", "lexus_rc_f_gt3", -14, 7.9585, 7.9585],
    [16, "Lamborghini Huracan GT3 EVO 2019", "lamborghini_huracan_gt3_evo", -14, 7.598, 7.4855],
    [17, "Honda NSX GT3 2017", "honda_nsx_gt3", -14, 7.598, 7.4855],
    [18, "Lamborghini Huracan ST 2015", "lamborghini_huracan_st", -14, 7.598, 7.4855],
    [19, "Audi R8 LMS Evo 2019", "audi_r8_lms_evo", -14, 7.598, 7.4855],
    [20, "Aston Martin V8 Vantage GT3 2019", "amr_v8_vantage_gt3", -7, 7.9585, 7.9585],
    [21, "Honda NSX GT3 Evo 2019", "honda_nsx_gt3_evo", -14, 7.598, 7.4855],
    [22, "McLaren 720S GT3 2019", "mclaren_720s_gt3", -17, 7.598, 7.4855],
    [23, "Porsche 911 II GT3 R 2019", "porsche_991ii_gt3_r", -21, 7.1497, 6.7715],
    [24, "Ferrari 488 GT3 Evo 2020", "ferrari_488_gt3_evo", -17, 7.598, 7.4855],
    [25, "Mercedes AMG GT3 Evo 2020", "mercedes_amg_gt3_evo", -14, 7.9585, 7.9585],
    [26, "Ferrari 488 Challenge Evo 2020", "ferrari_488_challenge_evo", -13, 7.598, 7.4855],
    [27, "BMW M2 Cup 2020", "bmw_m2_cs_racing", -17, 7.2886, 10],
    [28, "Porsche 992 GT3 Cup 2021", "porsche_992_gt3_cup", -5, 7.1497, 6.7715],
    [29, "Lamborghini Huracan ST Evo2 2021", "lamborghini_huracan_st_evo2", -14, 7.598, 7.4855],
    [30, "BMW M4 GT3 2021", "bmw_m4_gt3", -14, 7.9585, 7.9585],
    [31, "Audi R8 LMS Evo II 2022", "audi_r8_lms_evo_ii", -14, 7.598, 7.4855],
    [32, "Ferrari 296 GT3 2023", "ferrari_296_gt3", -5],
    [33, "Lamborghini Huracan GT3 Evo2 2023", "lamborghini_huracan_gt3_evo2", -14],
    [34, "Porsche 992 GT3 R 2023", "porsche_992_gt3_r", -21],
    [35, "McLaren 720S GT3 Evo 2023", "mclaren_720s_gt3_evo", -17],
    [36, "Ford Mustang GT3 2024", "ford_mustang_gt3", -14],
    [50, "Alpine A110 GT4 2018", "alpine_a110_gt4", -15, 10, 10],
    [51, "Aston Martin Vantage AMR GT4 2018", "amr_v8_vantage_gt4", -20, 10, 10],
    [52, "Audi R8 LMS GT4 2016", "audi_r8_gt4", -15, 10, 10],
    [53, "BMW M4 GT4 2018", "bmw_m4_gt4", -22, 7.2886, 10],
    [55, "Chevrolet Camaro GT4 R 2017", "chevrolet_camaro_gt4r", -18, 10, 10],
    [56, "Ginetta G55 GT4 2012", "ginetta_g55_gt4", -18, 10, 10],
    [57, "Ktm Xbow GT4 2016", "ktm_xbow_gt4", -20, 10, 10],
    [58, "Maserati Gran Turismo MC GT4 2016", "maserati_mc_gt4", -15, 7.7768, 7.6142],
    [59, "McLaren 570s GT4 2016", "mclaren_570s_gt4", -9, 10, 10],
    [60, "Mercedes AMG GT4 2016", "mercedes_amg_gt4", -20, 10, 10],
    [61, "Porsche 718 Cayman GT4 MR 2019", "porsche_718_cayman_gt4_mr", -20, 10, 10],
    [80, "Audi R8 LMS GT2 2021", "audi_r8_lms_gt2", -15],
    [82, "KTM X-Bow GT2 2021", "ktm_xbow_gt2", -20],
    [83, "Maserati GT2 2023", "maserati_mc20_gt2", -5],
    [84, "Mercedes AMG GT2 2023", "mercedes_amg_gt2", -10],
    [85, "Porsche 991 II GT2 RS CS Evo 2023", "porsche_991_gt2_rs_mr", -5],
    [86, "Porsche 935 2019", "porsche_935", -5],
  ] as [number, string, string, number, number?, number?][]
).map(([id, name, model, biasOffset, front, rear]) => ({
  id,
  name,
  model,
  biasOffset,
  brakeCoefficients: front && rear ? [front, rear] : null,
}));

const BY_ID = new Map(CARS.map((car) => [car.id, car]));
const BY_MODEL = new Map(CARS.map((car) => [car.model, car]));

/** The car with an entry list's model number; undefined when not known. */
export function accCar(id: number): AccCar | undefined {
  return BY_ID.get(id);
}

/** The car with a static page's carModel; undefined when not known. */
export function accCarOfModel(model: string): AccCar | undefined {
  return BY_MODEL.get(model.toLowerCase());
}
