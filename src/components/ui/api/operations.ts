// Made by `npm run api` from the schemas in server/api: edit those.

/** Parts of answers and requests, by the names that /api/openapi.json has for them. */
export interface ApiSchemas {
  SessionList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["SessionSummary"][];
  };
  SessionSummary: {
    id: string;
    track: {
      name: string;
      lengthM: number | null;
      /** where sectors 2 and 3 begin, m from the start line */
      sectorStartsM: readonly number[] | null;
    };
    source: {
      game: string;
      /** packet format of a game, or reader of an imported file */
      format: number | string;
      gameVersion: string;
      simulated: boolean;
      /** name of the imported file; null: recorded live */
      file: string | null;
    };
    /** race, qualifying 1, time trial … */
    type: string;
    /** ISO 8601, UTC */
    startedAt: string;
    durationS: number;
    playerCar: number | null;
    /** the player, else the driver of the best lap */
    driver: string | null;
    drivers: number;
    /** laps with a time */
    laps: number;
    /** laps with samples */
    sampledLaps: number;
    best: ApiSchemas["BestLap"] | null;
    tags: readonly string[];
    favourite: boolean;
    sizeBytes: number;
  };
  BestLap: {
    car: number;
    lap: number;
    lapTimeMs: number;
  };
  Refusal: {
    /** what is wrong, in a line */
    error: string;
    /** how to ask instead */
    hint?: string;
  };
  Session: {
    id: string;
    track: {
      name: string;
      lengthM: number | null;
      /** where sectors 2 and 3 begin, m from the start line */
      sectorStartsM: readonly number[] | null;
    };
    source: {
      game: string;
      /** packet format of a game, or reader of an imported file */
      format: number | string;
      gameVersion: string;
      simulated: boolean;
      /** name of the imported file; null: recorded live */
      file: string | null;
    };
    type: string;
    startedAt: string;
    durationS: number;
    weather: string | null;
    trackTempC: number | null;
    airTempC: number | null;
    playerCar: number | null;
    drivers: readonly ApiSchemas["Driver"][];
    stints: readonly {
      car: number;
      startLap: number;
      /** null: it runs */
      endLap: number | null;
      /** soft, medium, hard, intermediate, wet … */
      compound: string;
      /** C3 … */
      actual: string;
    }[];
    ledger: ApiSchemas["Ledger"];
    best: ApiSchemas["BestLap"] | null;
    /** rows of its list of laps */
    laps: number;
    /** of an imported file: how its laps and times were found, what was left out */
    notes: readonly string[];
  };
  Driver: {
    car: number;
    name: string;
    team: string;
    raceNumber: number;
    ai: boolean;
    /** status and damage of this car are unknown: its player restricts them */
    restricted: boolean;
    /** in the classification */
    position?: number;
  };
  Ledger: {
    /** datagrams */
    received: number;
    malformed: number;
    duplicated: number;
    reordered: number;
    /** frames of the session's span for which no lap data arrived */
    lostFrames: number;
    spanFrames: number;
    flashbacks: number;
    supersededSamples: number;
  };
  EventList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["SessionEvent"][];
  };
  SessionEvent: {
    /** of an event packet, four letters */
    code: string;
    /** s */
    sessionTime: number;
    car?: number;
    /** further numbers of the event, by name */
    details?: Readonly<Record<string, number | null>>;
  };
  LapList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["Lap"][];
  };
  Lap: {
    /** SESSION:CAR:LAP, the name that other operations take */
    id: string;
    car: number;
    driver: string;
    lap: number;
    /** official; null: not finished, or the game sends none */
    lapTimeMs: number | null;
    sectorTimesMs: readonly (number | null)[];
    valid: boolean;
    /** finished, and recorded from line to line */
    complete: boolean;
    /** what it lacks to be compared from line to line; empty for a whole lap */
    lacks: string;
    /** share of its frames that were recorded, 0–1 */
    coverage: number;
    /** rows of its samples; 0: only times are known */
    samples: number;
    topSpeedKmh: number | null;
    averageSpeedKmh: number | null;
    /** share of samples with full throttle, 0–1 */
    fullThrottle: number | null;
    /** share of samples with brakes applied, 0–1 */
    braking: number | null;
    fuelUsedKg: number | null;
    fuelUsedLitres: number | null;
    /** session time of the first sample, s */
    startTime: number | null;
    /** session time of the last sample, s */
    endTime: number | null;
    tyreCompound: string | null;
    tyreAgeLaps: number | null;
    /** it touched the pit lane or the garage */
    pit: boolean;
  };
  Bests: {
    car: number;
    driver: string;
    /** valid laps from line to line that were read */
    laps: number;
    best: {
      lap: number;
      ms: number;
    } | {
      lap: number;
      ms: number;
    };
    /** the fastest lap that was driven, from any place */
    rolling: {
      lap: number;
      fromM: number;
      ms: number;
      errorMs: number;
    } | {
      lap: number;
      fromM: number;
      ms: number;
      errorMs: number;
    };
    /** laps joined in the middle of straights, where their speeds agree */
    theoretical: {
      ms: number;
      errorMs: number;
      parts: readonly {
        lap: number;
        fromM: number;
        toM: number;
        ms: number;
      }[];
    } | {
      ms: number;
      errorMs: number;
      parts: readonly {
        lap: number;
        fromM: number;
        toM: number;
        ms: number;
      }[];
    };
    sumOfSectorsMs: number | null;
    /** a sum that no car need be able to drive */
    sumOfMiniSectorsMs: number | null;
  };
  Channel: {
    name: string;
    label: string;
    /** empty: a count, a flag or a share */
    unit: string;
    /** continuous, or discrete as a gear is */
    kind: string;
  };
  Samples: {
    lap: string;
    rows: number;
    channels: readonly {
      name: string;
      unit: string;
      values: readonly (number | null)[];
    }[];
  };
  MathChannel: {
    name: string;
    expression: string;
    unit?: string;
    about?: string;
  };
  MathChannelsEdit: {
    format: "lapbook-math-channels";
    version: 1;
    channels: readonly unknown[];
    before?: readonly unknown[];
    over?: boolean;
  };
  Corners: {
    track: string;
    lengthM: number;
    /** where the numbers come from */
    source: string;
    corners: readonly ApiSchemas["Corner"][];
  };
  Corner: {
    number: number;
    label?: string;
    name: string | null;
    /** hairpin, slow, medium, fast, kink, long, chicane part */
    type: string;
    direction: string;
    fromM: number;
    apexM: number;
    /** m along the line, as fromM and apexM */
    toM: number;
    /** of the apex in the track's coordinates, m, as y and z; y is the height */
    x: number | null;
    y: number | null;
    z: number | null;
  };
  CornerOfLap: {
    number: number;
    name: string;
    fromM: number;
    toM: number;
    timeS: number | null;
    brake: {
      /** beginning of the leading application */
      pointM: number | null;
      /** beginning of the first application, a dab included */
      firstM: number | null;
      applications: number;
      peak: number | null;
      peakM: number | null;
      releaseM: number | null;
      /** braked beyond the corner's entry */
      trailM: number | null;
    } | {
      /** beginning of the leading application */
      pointM: number | null;
      /** beginning of the first application, a dab included */
      firstM: number | null;
      applications: number;
      peak: number | null;
      peakM: number | null;
      releaseM: number | null;
      /** braked beyond the corner's entry */
      trailM: number | null;
    };
    throttle: {
      /** where it was opened again; null: it was not closed */
      pickUpM: number | null;
      fullM: number | null;
      /** 0–1 */
      least: number | null;
    } | {
      /** where it was opened again; null: it was not closed */
      pickUpM: number | null;
      fullM: number | null;
      /** 0–1 */
      least: number | null;
    };
    speed: {
      entryKmh: number | null;
      minimumKmh: number | null;
      minimumM: number | null;
      exitKmh: number | null;
    } | {
      entryKmh: number | null;
      minimumKmh: number | null;
      minimumM: number | null;
      exitKmh: number | null;
    };
    /** at the minimum speed */
    gear: number | null;
    /** to the right of the line */
    offset: {
      entryM: number | null;
      apexM: number | null;
      exitM: number | null;
    } | {
      entryM: number | null;
      apexM: number | null;
      exitM: number | null;
    };
    /** parts that could not be measured, with the reason */
    unavailable: Readonly<Record<string, string>>;
  };
  SectorBest: {
    sector: number;
    lap: string;
    driver: string;
    ms: number;
  };
  LapPart: {
    number: number;
    fromM: number;
    toM: number;
    /** null where the lap was not recorded there */
    ms: number | null;
  };
  FindingList: {
    why: string;
    notes: readonly string[];
    leftOut: readonly {
      lap: string;
      because: string;
    }[];
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["Finding"][];
  };
  Finding: {
    id: string;
    rule: {
      id: string;
      version: number;
    };
    status: "found" | "not resolved" | "unavailable";
    /** why it is not found */
    reason: string | null;
    kind: "time" | "phase" | "difference" | "change" | "experiment";
    measure: string;
    /** 1: a share */
    unit: string;
    about: "driver" | "lap" | "group";
    subject: ApiSchemas["LapsOf"];
    reference: ApiSchemas["LapsOf"];
    place: {
      track: string;
      kind: "lap" | "sector" | "corner" | "straight";
      number: number | null;
      name: string;
      phase: string | null;
      fromM: number;
      toM: number;
    };
    /** subject minus reference: a positive time is a loss */
    value: number | null;
    /** 95 %; of one lap the bound of its error */
    interval: readonly (number | null)[] | null;
    /** what the recordings cannot tell from no difference */
    noiseFloor: number | null;
    /** probability of such a value between laps of one driver */
    chance: number | null;
    limitations: readonly string[];
    /** the claim in words, with its numbers */
    text: string;
  };
  LapsOf: {
    session: string;
    car: number;
    driver: string;
    laps: readonly number[];
  };
  TrackList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["Track"][];
  };
  Track: {
    id: string;
    name: string;
    /** whose coordinates are used */
    game: string;
    lengthM: number;
    clockwise: boolean;
    sectorStartsM: readonly number[];
    /** it was learned from */
    laps: number;
    corners: number;
    /** shape: counted along the track; authored: edited by hand; else the circuit's name */
    numbered: string;
  };
  CornersFile: {
    format: "lapbook-corners";
    version: 1;
    /** id of the track */
    track: string;
    /** the game whose coordinates are used */
    frame: string;
    /** of the line on which the places were set */
    lengthM: number;
    /** with entry, apex and exit: [x, z, m] */
    corners: readonly {
      number: number;
    }[];
  };
  QualityList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["QualitySecond"][];
  };
  QualitySecond: {
    /** at the end of the second, s */
    sessionTime: number | null;
    /** ms since 1970 */
    at: number;
    /** arrival until the log has it, median */
    latencyLogMs: number | null;
    /** arrival until the log has it, max */
    latencyLogMaxMs: number | null;
    /** from the log to the relay, median */
    latencyStreamMs: number | null;
    /** from the log to the relay, max */
    latencyStreamMaxMs: number | null;
    /** wait until sent to a page, median */
    latencyRelayMs: number | null;
    /** wait until sent to a page, max */
    latencyRelayMaxMs: number | null;
    /** in this second */
    datagramsReceived: number | null;
    /** in this second; a late one counts −1 when it comes */
    framesLost: number | null;
    /** in this second */
    datagramsDuplicated: number | null;
    /** in this second */
    datagramsReordered: number | null;
    /** in this second */
    datagramsMalformed: number | null;
    /** in this second, for slow pages of any session */
    framesSkipped: number | null;
  };
  Status: {
    version: string;
    /** of the F1 games; 0: any free one */
    udpPort: number;
    /** it receives and relays live data */
    live: boolean;
    canImport: boolean;
    canSimulate: boolean;
    /** name of the simulator that runs */
    simulator: string | null;
    /** sessions that are relayed: they run, or ended a short time ago */
    running: readonly string[];
    importLimitBytes: number;
    /** who asks, where the server has access control */
    caller?: {
      who: string;
      role: "viewer" | "engineer" | "admin";
    };
  };
  Stats: {
    collectors: Readonly<Record<string, {
      received: number;
      bytes: number;
      dropped: number;
    }>>;
    collector: {
      framesCollected: number;
      framesPublished: number;
      errors: number;
    };
    relay: {
      clientsConnected: number;
      messagesRelayed: number;
      bytesRelayed: number;
    };
    recorder: {
      error: string | null;
    };
    /** where alerts are posted; null: nowhere */
    alertHooks: ApiSchemas["AlertHooks"] | null;
    /** why the UDP port is not open */
    udpError: string | null;
  };
  AlertHooks: {
    /** the least urgent that is sent */
    least: string;
    hooks: readonly {
      name: string;
      posted: number;
      waiting: number;
      undelivered: number;
      /** why the last undelivered one was given up */
      failure: string | null;
    }[];
  };
  CarStatistics: {
    car: number;
    driver: string;
    /** laps that show the pace */
    counted: readonly number[];
    leftOut: readonly {
      lap: number;
      because: string;
    }[];
    paceMs?: ApiSchemas["Scatter"];
  };
  Scatter: {
    n: number;
    median: number | null;
    mean: number | null;
    /** sample standard deviation; deviationLow and deviationHigh are its 95 % interval */
    deviation: number | null;
    deviationLow: number | null;
    deviationHigh: number | null;
    /** median absolute deviation × 1.4826 */
    robust: number | null;
    quartiles: readonly (number | null)[];
    min: number | null;
    max: number | null;
  };
  RaceRow: {
    car: number;
    driver: string;
    /** official where the source has a classification, else by laps and times */
    position: number;
    byTimes: number | null;
    /** place from which gained positions count */
    began: number | null;
    gained: number | null;
    laps: number;
    /** since the start, without penalties */
    timeS: number | null;
    /** behind the winner in the same lap */
    gapS: number | null;
    lapsDown: number;
    isFastest: boolean;
    stops: number | null;
  };
  PitLoss: {
    car: number;
    firstLap: number;
    lastLap: number;
    /** against going on at the pace of the laps beside it */
    lossMs: number | null;
    /** half width of the 95 % interval */
    reachMs: number | null;
    /** why the loss is not known */
    because?: string;
  };
  PredictionList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["Prediction"][];
  };
  Prediction: {
    /** kind/car/lap at which it was made */
    id: string;
    car: number;
    kind: string;
    otherCar: number | null;
    model: string;
    /** session time, s */
    madeAt: number | null;
    /** running lap of the car when it was made */
    lap: number;
    /** laps from then to the event, as predicted */
    horizon: number | null;
    /** in the unit of its kind: docs/strategy.md */
    value: number | null;
    low: number | null;
    /** upper end of the 90 % interval, as low is the lower one */
    high: number | null;
    /** of the event, 0–1; null where it is certain to happen */
    probability: number | null;
    /** value by the simplest rule */
    baseline: number | null;
    graded: boolean;
    outcome: number | null;
    /** value − outcome */
    error: number | null;
    inside: boolean;
    /** why a graded one has no outcome */
    because: string;
  };
  Grade: {
    kind: string;
    /** graded, with an outcome */
    n: number;
    inside: number;
    /** share inside the 90 % interval, 0–1 */
    coverage: number | null;
    /** median of the absolute errors, in the kind's unit */
    error: number | null;
    baselineError: number | null;
    /** mean half width of the intervals */
    reach: number | null;
    /** of an event, mean of (probability − 1 or 0)² */
    brier: number | null;
    baselineBrier: number | null;
    right: number;
    withinOne: number;
    ungraded: number;
    open: number;
  };
  AlertList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["Alert"][];
  };
  Alert: {
    /** when the rule was met, s */
    sessionTime: number | null;
    /** null: of the session */
    car: number | null;
    lap: number;
    rule: string;
    ruleVersion: string;
    /** info, warning, critical */
    severity: string;
    title: string;
    text: string;
    value: number | null;
    limit: number | null;
    unit: string;
    /** channel, expression or kind of event that met the rule */
    channel: string;
    /** its part of the session, s, as toTime */
    fromTime: number | null;
    toTime: number | null;
    /** m on its lap */
    lapDistance: number | null;
    /** address of the page at this moment */
    page: string;
  };
  RuleFault: {
    /** its id or place; empty: the file */
    rule: string;
    /** place in the list, from 0; -1: the file */
    index: number;
    field: string;
    message: string;
  };
  AlertRulesEdit: {
    format: "lapbook-alerts";
    version: 1;
    rules: readonly unknown[];
    before?: readonly unknown[];
    over?: boolean;
  };
  ReportSpec: {
    template: string;
    title: string;
    /** texts in Markdown, and views with their options */
    cells: readonly {
      kind: "text" | "view";
    }[];
    /** other names for the drivers */
    redact?: boolean;
    paper?: "A4" | "letter";
  };
  SessionNotes: {
    format: "lapbook-notes";
    version: 1;
    /** Markdown */
    note: string;
    tags: readonly string[];
    favourite: boolean;
    /** by CAR:LAP */
    laps: Readonly<Record<string, {
      /** Markdown */
      note: string;
      favourite: boolean;
    }>>;
  };
  Mark: {
    /** s; null: unknown */
    sessionTime: number | null;
    note: string;
    /** ms since 1970 */
    at: number;
  };
  NotebookList: {
    /** entries in the whole list */
    total: number;
    /** offset of the next part; null: this is the last */
    next: number | null;
    items: readonly ApiSchemas["NotebookEntry"][];
  };
  NotebookEntry: {
    name: string;
    title: string;
  };
  Key: {
    id: string;
    name: string;
    role: "viewer" | "engineer" | "admin";
    /** sees sessions of these teams besides those of none; absent: all */
    teams?: readonly string[];
    /** ISO 8601, UTC */
    made: string;
    /** ISO 8601, UTC; absent: it does not end */
    ends?: string;
  };
  GuestLink: {
    id: string;
    name: string;
    sessions: readonly string[];
    madeBy: string;
    made: string;
    ends: string;
  };
}

/** The operations of the server: what each takes, and the JSON that it answers; `never`: a file. */
export interface ApiOperations {
  /** Recorded and imported sessions, the newest first */
  "GET /sessions": {
    asked: {
      query?: {
        /** part of the circuit's name */
        track?: string;
        /** part of the driver's name: the player, or of the best lap */
        driver?: string;
        /** part of the game's name */
        game?: string;
        /** part of the kind: race, qualifying, time trial */
        type?: string;
        /** a tag of its notes, whole */
        tag?: string;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["SessionList"];
  };
  /** A session: circuit, conditions, drivers, stints and what was lost on the way */
  "GET /sessions/{session}": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: ApiSchemas["Session"];
  };
  /** Moves a session to the trash, from which it can be restored */
  "DELETE /sessions/{session}": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      removed: string;
    };
  };
  /** Channels that were recorded, and questions that this session's data cannot answer */
  "GET /sessions/{session}/capabilities": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      version: string;
      sessions: number;
      /** whether running sessions can be asked for (tool live) */
      live: boolean;
      rules: readonly string[];
      session: {
        id: string;
        track: string;
        game: string;
        type: string;
        playerCar: number | null;
        drivers: readonly {
          car: number;
          name: string;
        }[];
        /** laps with samples from line to line: only these can be compared */
        wholeLaps: number;
        channels: readonly {
          name: string;
          label: string;
          unit: string;
        }[];
        cannot: readonly string[];
      } | {
        id: string;
        track: string;
        game: string;
        type: string;
        playerCar: number | null;
        drivers: readonly {
          car: number;
          name: string;
        }[];
        /** laps with samples from line to line: only these can be compared */
        wholeLaps: number;
        channels: readonly {
          name: string;
          label: string;
          unit: string;
        }[];
        cannot: readonly string[];
      };
    };
  };
  /** Event packets of the game, in order: flags, penalties, overtakes, safety car */
  "GET /sessions/{session}/events": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** only events of this code */
        code?: string;
        /** index of the car in its session */
        car?: number;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["EventList"];
  };
  /** Brings a session back from the trash */
  "POST /sessions/{session}/restore": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      restored: string;
    };
  };
  /** Imports an archived file again with other choices */
  "POST /sessions/{session}/remake": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      body: {
        /** of the file's reader, and `track`: another name of the circuit */
        choices: Readonly<Record<string, unknown>>;
      };
    };
    answer: never;
  };
  /** Laps of a session with official times, validity, tyres and pit visits */
  "GET /sessions/{session}/laps": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
        /** only valid laps, or only others */
        valid?: boolean;
        /** only laps that can be compared from line to line, or only others */
        whole?: boolean;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["LapList"];
  };
  /** Best, best rolling and theoretical best lap of each car that has samples */
  "GET /sessions/{session}/bests": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
      };
    };
    answer: {
      cars: readonly ApiSchemas["Bests"][];
    };
  };
  /** A lap */
  "GET /laps/{lap}": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
    };
    answer: ApiSchemas["Lap"];
  };
  /** Channels that were recorded of a lap */
  "GET /laps/{lap}/channels": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
    };
    answer: {
      /** samples */
      rows: number;
      channels: readonly ApiSchemas["Channel"][];
    };
  };
  /** Every channel that Lapbook knows, with its unit */
  "GET /channels": {
    asked: object;
    answer: {
      channels: readonly ApiSchemas["Channel"][];
    };
  };
  /** Samples of a lap as they were recorded: JSON, Arrow or CSV */
  "GET /laps/{lap}/samples": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
      query?: {
        /** names, separated by commas; all where it is left out */
        channels?: readonly string[];
        /** first metre of the lap */
        fromM?: number;
        /** last metre of the lap */
        toM?: number;
        /** first second of the lap; instead of metres */
        fromS?: number;
        /** last second of the lap */
        toS?: number;
        format?: "json" | "arrow" | "csv";
      };
    };
    answer: ApiSchemas["Samples"];
  };
  /** A few channels of a lap over the distance along the track, at up to 500 points */
  "GET /laps/{lap}/trace": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
      query?: {
        channels?: readonly string[];
        fromM?: number;
        /** the whole lap where it is left out */
        toM?: number;
        points?: number;
        /** the answer then has deltaS: lap minus reference */
        reference?: string;
      };
    };
    answer: {
      track: string;
      lap: string;
      alignment: string;
      fact: string;
      distanceM: readonly number[];
      channels: readonly {
        name: string;
        unit: string;
        values: readonly (number | null)[];
      }[];
      deltaS: readonly (number | null)[] | null;
    };
  };
  /** The math channels of the workspace */
  "GET /math-channels": {
    asked: object;
    answer: {
      channels: readonly ApiSchemas["MathChannel"][];
    };
  };
  /** Replaces the math channels */
  "PUT /math-channels": {
    asked: {
      body: ApiSchemas["MathChannelsEdit"];
    };
    answer: {
      saved: number;
    };
  };
  /** An expression of channels, or a math channel of the workspace, over a lap */
  "GET /laps/{lap}/math": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
      query: {
        /** or the name of a math channel */
        expression: string;
        /** of the result; as the expression results where it is left out */
        unit?: string;
      };
    };
    answer: {
      lap: string;
      /** since the start of the lap, s */
      time: readonly (number | null)[];
      /** m */
      distance: readonly (number | null)[];
      outputs: readonly {
        name: string;
        unit: string;
        kind: string;
        values: readonly (number | null)[];
      }[];
    };
  };
  /** Corners of a session's circuit: number, name, type and place */
  "GET /sessions/{session}/corners": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: ApiSchemas["Corners"];
  };
  /** What a lap did in each corner: braking, minimum speed, throttle, gear and line */
  "GET /laps/{lap}/corners": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
    };
    answer: {
      track: string;
      alignment: string;
      corners: readonly ApiSchemas["CornerOfLap"][];
    };
  };
  /** A lap in one corner beside others, on the line of the first; each number with the page that shows it */
  "GET /laps/{lap}/corners/{corner}": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
        /** its number on the circuit */
        corner: number;
      };
      query?: {
        /** other laps, separated by commas */
        with?: readonly string[];
      };
    };
    answer: {
      track: string;
      corner: string;
      type: string;
      fromM: number;
      toM: number;
      laps: readonly {
        lap: string;
        facts: readonly {
          /** address of the page that shows the number, below /pages/ */
          id: string;
          what: string;
          value: number;
          /** "1": a share or a count */
          unit: string;
          /** lower end of the 95 % interval */
          low?: number;
          /** upper end of the 95 % interval */
          high?: number;
        }[];
        unavailable: readonly string[];
      }[];
    };
  };
  /** Official sector times of every lap, and the best of each sector */
  "GET /sessions/{session}/sectors": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
      };
    };
    answer: {
      /** where sectors 2 and 3 begin, m from the start line */
      startsM: readonly number[] | null;
      /** of sectors 1 to 3, of the chosen cars */
      bests: readonly (ApiSchemas["SectorBest"] | null)[];
      sumOfBestsMs: number | null;
      laps: readonly {
        lap: string;
        driver: string;
        lapTimeMs: number | null;
        sectorTimesMs: readonly (number | null)[];
      }[];
    };
  };
  /** Mini-sectors of a lap; those of a sector add up to its time */
  "GET /laps/{lap}/sectors": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
      query?: {
        /** how many of them */
        parts?: number;
      };
    };
    answer: {
      lap: string;
      lapTimeMs: number | null;
      lengthM: number;
      alignment: string;
      parts: readonly ApiSchemas["LapPart"][];
    };
  };
  /** Time gained and lost by other laps against this lap, for each corner and straight */
  "GET /laps/{lap}/deltas": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
      };
      query: {
        /** laps to compare with it, separated by commas */
        laps: readonly string[];
      };
    };
    answer: {
      track: string;
      reference: string;
      laps: readonly {
        lap: string;
        unavailable: string | null;
        officialDifferenceMs: number | null;
        /** how well the samples show the difference */
        uncertaintyMs: number | null;
        /** on what the laps were placed */
        alignment: string;
        notes: readonly string[];
        pieces: readonly {
          kind: "corner" | "straight";
          name: string;
          fromM: number;
          toM: number;
          ms: number | null;
          deltaMs: number | null;
        }[];
        fact: string;
      }[];
    };
  };
  /** The running time difference of another lap to this one over the distance, with channels of the other */
  "GET /laps/{lap}/deltas/{other}": {
    asked: {
      params: {
        /** a lap, SESSION:CAR:LAP */
        lap: string;
        /** a lap, SESSION:CAR:LAP */
        other: string;
      };
      query?: {
        fromM?: number;
        /** the whole lap where it is left out */
        toM?: number;
        points?: number;
        channels?: readonly string[];
      };
    };
    answer: {
      track: string;
      lap: string;
      alignment: string;
      fact: string;
      distanceM: readonly number[];
      channels: readonly {
        name: string;
        unit: string;
        values: readonly (number | null)[];
      }[];
      deltaS: readonly (number | null)[] | null;
    };
  };
  /** Claims about a driver or a lap, each with its evidence: the whole records, place by place */
  "GET /findings/{laps}": {
    asked: {
      params: {
        /** SESSION, SESSION:CAR or SESSION:CAR:LAP */
        laps: string;
      };
      query?: {
        about?: "driver" | "lap";
        /** a lap, or the laps of a driver; without it a faster teammate, the session's best or the driver's own best */
        reference?: string;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["FindingList"];
  };
  /** Claims about lost time: first those that the laps support, each group sorted by time */
  "GET /findings/{laps}/ranked": {
    asked: {
      params: {
        /** SESSION, SESSION:CAR or SESSION:CAR:LAP */
        laps: string;
      };
      query?: {
        about?: "driver" | "lap";
        /** a lap, or the laps of a driver; without it a faster teammate, the session's best or the driver's own best */
        reference?: string;
        limit?: number;
      };
    };
    answer: {
      track: string;
      subject: string;
      reference: string;
      why: string;
      number: number;
      notes: readonly string[];
      findings: readonly {
        status: "found" | "not resolved" | "unavailable";
        /** the claim in words, with its numbers */
        text: string;
        /** why it is not found */
        reason: string | null;
        fact: {
          /** address of the page that shows the number, below /pages/ */
          id: string;
          what: string;
          value: number;
          /** "1": a share or a count */
          unit: string;
          /** lower end of the 95 % interval */
          low?: number;
          /** upper end of the 95 % interval */
          high?: number;
        } | {
          /** address of the page that shows the number, below /pages/ */
          id: string;
          what: string;
          value: number;
          /** "1": a share or a count */
          unit: string;
          /** lower end of the 95 % interval */
          low?: number;
          /** upper end of the 95 % interval */
          high?: number;
        };
        /** what the recordings cannot tell from no difference, in the fact's unit */
        noiseFloor: number | null;
        laps: number;
        referenceLaps: number;
        /** laps that would be needed to resolve it */
        moreLaps: number | null;
        place: string;
        fromM: number;
        toM: number;
        /** laps that show it */
        evidence: readonly string[];
        limitations: readonly string[];
      }[];
    };
  };
  /** Two groups of laps (set-up, tyre, line): which differences they show, and how many laps the others need */
  "GET /experiments": {
    asked: {
      query: {
        /** SESSION:CAR, or SESSION:CAR:FIRST-LAST for some of its laps */
        a: string;
        /** SESSION:CAR, or SESSION:CAR:FIRST-LAST for some of its laps */
        b: string;
        /** also what the laps did at this corner */
        corner?: number;
      };
    };
    answer: {
      laps: readonly (readonly string[])[];
      findings: readonly ApiSchemas["Finding"][];
      limitations: readonly string[];
      notCounted: readonly {
        lap: string;
        because: string;
      }[];
    };
  };
  /** Tracks learned from driven laps */
  "GET /tracks": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["TrackList"];
  };
  /** A track */
  "GET /tracks/{track}": {
    asked: {
      params: {
        /** id of a track, as the list of tracks has it */
        track: string;
      };
    };
    answer: ApiSchemas["Track"];
  };
  /** The centre line of a track on an even grid, point 0 at the start line */
  "GET /tracks/{track}/line": {
    asked: {
      params: {
        /** id of a track, as the list of tracks has it */
        track: string;
      };
      query?: {
        /** about so far between points */
        everyM?: number;
      };
    };
    answer: {
      /** between points */
      stepM: number;
      x: readonly (number | null)[];
      /** down on a map */
      z: readonly (number | null)[];
      /** height; null: unknown */
      y: readonly (number | null)[] | null;
      /** atan2(dz, dx), rad, not wrapped */
      heading: readonly (number | null)[];
      /** 1/m, positive to the right */
      curvature: readonly (number | null)[];
    };
  };
  /** Corners of a track: number, name, type and place */
  "GET /tracks/{track}/corners": {
    asked: {
      params: {
        /** id of a track, as the list of tracks has it */
        track: string;
      };
    };
    answer: ApiSchemas["Corners"];
  };
  /** Corners edited by hand, which take precedence over found ones; they are checked whole */
  "PUT /tracks/{track}/corners": {
    asked: {
      params: {
        /** id of a track, as the list of tracks has it */
        track: string;
      };
      body: ApiSchemas["CornersFile"];
    };
    answer: {
      saved: string;
      corners: number;
    };
  };
  /** Removes corners edited by hand: found ones are shown again */
  "DELETE /tracks/{track}/corners": {
    asked: {
      params: {
        /** id of a track, as the list of tracks has it */
        track: string;
      };
    };
    answer: {
      removed: string;
    };
  };
  /** Running sessions */
  "GET /streams": {
    asked: object;
    answer: {
      running: readonly {
        id: string;
        track: string;
        game: string;
        type: string;
        lastDatagramAgeS: number;
      }[];
    };
  };
  /** The last laps, alerts and present predictions of a running session */
  "GET /streams/{session}": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      laps: readonly {
        car: number;
        lap: number;
        lapTimeMs: number | null;
        valid: boolean;
        fact: string;
      }[];
      alerts: readonly {
        car: number | null;
        severity: string;
        title: string;
        text: string;
        sessionTimeS: number;
      }[];
      predictions: readonly {
        car: number;
        kind: string;
        model: string;
        madeInLap: number;
        value: number | null;
        low: number | null;
        high: number | null;
        probability: number | null;
      }[];
    };
  };
  /** Latency and losses of each second of a session that was recorded live */
  "GET /sessions/{session}/quality": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["QualityList"];
  };
  /** Version and abilities of this server, and the sessions that it relays */
  "GET /status": {
    asked: object;
    answer: ApiSchemas["Status"];
  };
  /** Figures of collectors, log, recorder, analyst and relay */
  "GET /stats": {
    asked: object;
    answer: ApiSchemas["Stats"];
  };
  /** How much the archive holds: sessions, laps, hours, bytes, by circuit and game */
  "GET /summary": {
    asked: object;
    answer: {
      sessions: number;
      laps: number;
      durationS: number;
      sizeBytes: number;
      tracks: readonly {
        name: string;
        sessions: number;
        laps: number;
      }[];
      games: readonly {
        name: string;
        sessions: number;
        laps: number;
      }[];
    };
  };
  /** Consistency of each car: which laps show its pace, and how much their times differ */
  "GET /sessions/{session}/statistics": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
      };
    };
    answer: {
      cars: readonly ApiSchemas["CarStatistics"][];
    };
  };
  /** Pace and tyre loss of a car's stints, with intervals */
  "GET /sessions/{session}/stints": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** the player's car where it is left out */
        car?: number;
      };
    };
    answer: {
      track: string;
      car: number;
      driver: string;
      stints: readonly {
        firstLap: number;
        lastLap: number;
        compound: string | null;
        kind: string;
        lapsCounted: number;
        status: string;
        lapsNeeded: number | null;
        facts: readonly {
          /** address of the page that shows the number, below /pages/ */
          id: string;
          what: string;
          value: number;
          /** "1": a share or a count */
          unit: string;
          /** lower end of the 95 % interval */
          low?: number;
          /** upper end of the 95 % interval */
          high?: number;
        }[];
        limits: readonly string[];
      }[];
    };
  };
  /** Order, gaps, stops and pit losses of a race, and its neutralised laps */
  "GET /sessions/{session}/race": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      rows: readonly ApiSchemas["RaceRow"][];
      pitLosses: readonly ApiSchemas["PitLoss"][];
      neutral: readonly {
        kind: string;
        firstLap: number;
        lastLap: number;
      }[];
      /** cars whose official position differs from that by lap times */
      official: readonly {
        car: number;
        position: number;
        byTimes: number;
      }[];
    };
  };
  /** How much a car's laps differ at each corner */
  "GET /sessions/{session}/consistency": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** the player's where it is left out */
        car?: number;
      };
    };
    answer: {
      car: number;
      /** that count */
      laps: readonly number[];
      corners: readonly {
        number: number;
        name: string;
        laps: number;
        /** by measure; one that no lap has is absent */
        values: Readonly<Record<string, ApiSchemas["Scatter"]>>;
      }[];
    };
  };
  /** Predictions of a race, each from what was known at its time, and graded by what happened */
  "GET /sessions/{session}/predictions": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
        kind?: string;
        /** only graded ones, or only others */
        graded?: boolean;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["PredictionList"];
  };
  /** How good the predictions of a race were, kind by kind */
  "GET /sessions/{session}/grades": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      grades: readonly ApiSchemas["Grade"][];
    };
  };
  /** Alerts of a session, as the present rules give them */
  "GET /sessions/{session}/alerts": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** index of the car in its session */
        car?: number;
        severity?: "info" | "warning" | "critical";
        /** id of a rule */
        rule?: string;
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["AlertList"];
  };
  /** The alert rules as they are written, and what is wrong in them */
  "GET /alert-rules": {
    asked: object;
    answer: {
      rules: readonly (Readonly<Record<string, unknown>>)[];
      faults: readonly ApiSchemas["RuleFault"][];
    };
  };
  /** Replaces the alert rules; the running analyst takes them within seconds */
  "PUT /alert-rules": {
    asked: {
      body: ApiSchemas["AlertRulesEdit"];
    };
    answer: {
      saved: number;
    };
  };
  /** Reports for usual questions, and the views of which a report is made */
  "GET /report-templates": {
    asked: object;
    answer: {
      templates: readonly {
        name: string;
        about: string;
      }[];
      views: readonly string[];
    };
  };
  /** A report as one HTML file with its charts, numbers and laps */
  "POST /reports": {
    asked: {
      body: ApiSchemas["ReportSpec"];
    };
    answer: never;
  };
  /** What was written about a session and its laps */
  "GET /sessions/{session}/notes": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      notes: ApiSchemas["SessionNotes"];
    };
  };
  /** Writes the notes of a session */
  "PUT /sessions/{session}/notes": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      body: {
        notes: {
          format: "lapbook-notes";
          version: 1;
        };
        before: {
          format: "lapbook-notes";
          version: 1;
        };
      };
    };
    answer: {
      notes: ApiSchemas["SessionNotes"];
    };
  };
  /** Marks that were set in a session, in the order in which they were set */
  "GET /sessions/{session}/marks": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: {
      marks: readonly ApiSchemas["Mark"][];
    };
  };
  /** Sets a mark in a session, running or archived */
  "POST /sessions/{session}/marks": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      body: {
        note?: string;
        /** s */
        sessionTime?: number | null;
      };
    };
    answer: {
      marked: string;
    };
  };
  /** The user's notebooks */
  "GET /notebooks": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: ApiSchemas["NotebookList"];
  };
  /** Makes a notebook from a template of the gallery */
  "POST /notebooks": {
    asked: {
      body: {
        title: string;
        /** of the gallery: /notebooks/templates.json */
        template?: string;
      };
    };
    answer: {
      name: string;
    };
  };
  /** Tells which notebooks and followed data files change */
  "GET /notebooks/events": {
    asked: object;
    answer: never;
  };
  /** The text of a notebook */
  "GET /notebooks/{name}": {
    asked: {
      params: {
        /** of the notebook: its file without .md */
        name: string;
      };
    };
    answer: {
      name: string;
      text: string;
    };
  };
  /** Writes a notebook */
  "PUT /notebooks/{name}": {
    asked: {
      params: {
        /** of the notebook: its file without .md */
        name: string;
      };
      body: {
        /** at most 400000 bytes */
        text: string;
        before?: string | null;
      };
    };
    answer: {
      saved: string;
    };
  };
  /** Imports a capture or another tool's file, which is the body */
  "POST /imports": {
    asked: {
      query?: {
        /** of the file: its ending says what it is */
        name?: string;
        /** when the file was modified, ms since 1970 */
        modified?: number;
        /** import the intact part of a damaged capture */
        salvage?: boolean;
        /** JSON: `[{"kind": "companion", "name": "run.ldx", "size": 812}, {"kind": "file", "size": 104857600}]` */
        parts?: string;
      };
    };
    answer: never;
  };
  /** Formats in which laps are written for other tools */
  "GET /export-formats": {
    asked: object;
    answer: {
      formats: readonly {
        name: string;
        label: string;
        about: string;
        oneCar: boolean;
      }[];
    };
  };
  /** Samples of laps as a file for another tool; several files come as a ZIP */
  "GET /sessions/{session}/exports/{format}": {
    asked: {
      params: {
        /** id of a session */
        session: string;
        format: "csv" | "motec" | "parquet" | "arrow";
      };
      query?: {
        /** only these cars, by index, separated by commas */
        cars?: readonly string[];
        /** only these laps, separated by commas */
        laps?: readonly string[];
      };
    };
    answer: never;
  };
  /** A table of laps: times, sectors and figures, with the notes on them */
  "GET /sessions/{session}/laps.csv": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      query?: {
        /** only these cars, by index, separated by commas */
        cars?: readonly string[];
        /** only these laps, separated by commas */
        laps?: readonly string[];
      };
    };
    answer: never;
  };
  /** What was written about a session and its laps, as Markdown */
  "GET /sessions/{session}/notes.md": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: never;
  };
  /** The datagrams of a session as they arrived, for Wireshark and other tools */
  "GET /sessions/{session}/capture.pcap": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: never;
  };
  /** The unchanged capture or imported file; with companion files as a ZIP */
  "GET /sessions/{session}/original": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
    };
    answer: never;
  };
  /** Active sources: UDP port, other games, simulators and replays */
  "GET /sources": {
    asked: object;
    answer: {
      sources: readonly {
        name: string;
        /** datagrams */
        received: number;
        bytes: number;
        dropped: number;
        /** a problem of the setup and its remedy */
        warning: string | null;
        /** of a source that must be found first: live, waiting for … */
        state: string | null;
      }[];
    };
  };
  /** Starts a simulated car or race as a source */
  "POST /simulators": {
    asked: {
      body: {
        driver?: "steady" | "cautious";
        seed?: number;
        /** multiple of real time */
        speed?: number;
        /** a second one beside the one that runs; else that is 409 */
        another?: boolean;
        race?: boolean;
        /** of a race */
        cars?: number;
        /** of a race */
        weather?: "dry" | "wet" | "rain" | "drying" | "changeable";
        track?: "silverstone" | "monza" | "spa" | "catalunya" | "spielberg" | "sakhir";
      };
    };
    answer: {
      /** of the source */
      name: string;
    };
  };
  /** Replays an archived session as a source */
  "POST /replays": {
    asked: {
      body: {
        /** id of a session */
        session: string;
        /** multiple of real time */
        speed?: number;
      };
    };
    answer: {
      /** of the source */
      name: string;
    };
  };
  /** Ends a source */
  "DELETE /sources/{source}": {
    asked: {
      params: {
        /** its name, as in simulator:1 */
        source: string;
      };
    };
    answer: {
      ended: string;
    };
  };
  /** Applies a command on this machine, and sends it to the others of the cluster */
  "POST /commands": {
    asked: {
      body: {
        command: "start" | "stop" | "mark" | "replay";
        /** MACHINE or MACHINE:WHAT; * is every machine */
        source?: string;
        /** of a mark */
        session?: string;
        note?: string;
        /** multiple of real time */
        speed?: number | null;
        /** of a mark, s */
        sessionTime?: number | null;
      };
    };
    answer: {
      told: string;
    };
  };
  /** A read-only DuckDB query over the archive */
  "POST /sql": {
    asked: {
      body: {
        query: string;
      };
    };
    answer: {
      columns: readonly {
        name: string;
        type: string;
        unit: string;
      }[];
      rows: readonly (Readonly<Record<string, string | number | boolean | null>>)[];
      /** more than 1000 rows: the first are here */
      truncated: boolean;
      fact: string;
    };
  };
  /** Who asks: the name of the key, its role and what it may see */
  "GET /me": {
    asked: object;
    answer: {
      who: string;
      role: "viewer" | "engineer" | "admin";
      teams?: readonly string[];
      /** the only ones that a guest's link shows */
      sessions?: readonly string[];
      /** requests need a key; false: everybody is the owner */
      shared: boolean;
    };
  };
  /** The keys, without their secrets */
  "GET /keys": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: {
      /** entries in the whole list */
      total: number;
      /** offset of the next part; null: this is the last */
      next: number | null;
      items: readonly ApiSchemas["Key"][];
    };
  };
  /** Makes a key; with the first one each request needs a key */
  "POST /keys": {
    asked: {
      body: {
        /** whom or what it is for */
        name: string;
        role: "viewer" | "engineer" | "admin";
        teams?: readonly string[];
        /** until it ends; absent: it does not */
        days?: number;
      };
    };
    answer: {
      key: ApiSchemas["Key"];
      secret: string;
    };
  };
  /** Ends a key at once */
  "DELETE /keys/{which}": {
    asked: {
      params: {
        /** id of a key or link, or name of a key */
        which: string;
      };
    };
    answer: {
      /** its name */
      ended: string;
    };
  };
  /** Links for guests, without their secrets */
  "GET /links": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: {
      /** entries in the whole list */
      total: number;
      /** offset of the next part; null: this is the last */
      next: number | null;
      items: readonly ApiSchemas["GuestLink"][];
    };
  };
  /** Makes a link that shows a guest these sessions and nothing else */
  "POST /links": {
    asked: {
      body: {
        sessions: readonly string[];
        /** until it ends */
        days?: number;
        /** whom it is for */
        name?: string;
      };
    };
    answer: {
      link: ApiSchemas["GuestLink"];
      /** address below this server */
      path: string;
    };
  };
  /** Ends a link at once */
  "DELETE /links/{which}": {
    asked: {
      params: {
        /** id of a key or link, or name of a key */
        which: string;
      };
    };
    answer: {
      /** its name */
      ended: string;
    };
  };
  /** Sessions that belong to a team */
  "GET /teams": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: {
      /** entries in the whole list */
      total: number;
      /** offset of the next part; null: this is the last */
      next: number | null;
      items: readonly {
        session: string;
        team: string;
      }[];
    };
  };
  /** Gives a session to a team, whose members and admins alone see it; null: to all */
  "PUT /sessions/{session}/team": {
    asked: {
      params: {
        /** id of a session */
        session: string;
      };
      body: {
        team: string | null;
      };
    };
    answer: {
      session: string;
      team: string | null;
    };
  };
  /** Who did what, the newest first, and where the log was changed */
  "GET /audit": {
    asked: {
      query?: {
        /** entries in the answer */
        limit?: number;
        /** entries to skip */
        offset?: number;
      };
    };
    answer: {
      /** entries in the whole list */
      total: number;
      /** offset of the next part; null: this is the last */
      next: number | null;
      items: readonly {
        n: number;
        at: string;
        who: string;
        from: string;
        did: string;
        /** of the answer, where there was a request */
        status?: number;
      }[];
      /** lines that do not follow the one before */
      broken: readonly {
        row: number;
        why: string;
      }[];
    };
  };
}
