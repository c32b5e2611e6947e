import {describe, expect, it} from "vitest";
import {kindOfStatement, SqlError} from "../../../src/core/sql/readOnly.js";
import {renamesKeys} from "../../../src/core/sql/renamesKeys.js";
import {sqlStatements, sqlTokens} from "../../../src/core/sql/sqlTokens.js";

const words = (sql: string) => sqlTokens(sql).map(({text}) => text);

describe("sqlTokens(sql)", () => {
  it("skips comments, nested ones too, and keeps strings whole", () => {
    expect(words("select/* a /* b */ ; */1 -- lap\n+ 2")).toEqual(["select", "1", "+", "2"]);
    expect(words("'it''s; --' E'a\\'b' $$ ' $$ $x$ $$ $x$ \"a\"\"b\"")).toEqual([
      ...["'it''s; --'", "E'a\\'b'", "$$ ' $$", "$x$ $$ $x$", 'a"b'],
    ]);
    expect(words("a.b::int>=1.5e-3||x")).toEqual(["a", ".", "b", "::", "int", ">=", "1.5e-3", "||", "x"]);
  });

  it("reaches the end of a text that is cut anywhere", () => {
    const sql = "select 'a''b', \"c\", $q$ x $q$ /* y /* z */ */ from t -- end";
    for (let length = 0; length <= sql.length; length++)
      for (const {at, text} of sqlTokens(sql.slice(0, length))) {
        expect(at).toBeLessThan(length);
        expect(text.length).toBeLessThanOrEqual(length);
      }
  });
});

it("sqlStatements(sql) cuts at semicolons outside strings, with every line in its place", () => {
  const sql = "select ';' ;\n\n  select 2 -- ;\n;;";
  const statements = sqlStatements(sql).map(({text}) => text);
  expect(statements).toEqual(["select ';' ", "\n\n  select 2 -- ;\n"]);
  expect(sqlStatements(" /* nothing */ ;")).toEqual([]);
});

it("kindOfStatement(statement) lets queries and own tables pass, and nothing that changes the library or settings", () => {
  const kind = (sql: string) => kindOfStatement(sqlStatements(sql)[0], new Set(["laps", "samples"]));
  expect(["from laps", "(select 1)", "with a as (select 1) from a", "pivot laps on lap"].map(kind)).toEqual(
    Array(4).fill("ask"),
  );
  expect(
    [
      "describe laps",
      "explain select 1",
      "show tables",
      "explain analyze from laps",
      "explain (format json) (select 1)",
    ].map(kind),
  ).toEqual(Array(5).fill("describe"));
  expect(
    [
      "with recursive a(n) as not materialized (select ')' union select 1), b using key (n) as (from a) (select 1) union from b",
      'with "as" as (select 1) select * from "as"',
    ].map(kind),
  ).toEqual(["ask", "ask"]);
  expect(
    [
      "create table laps2 as select 1",
      "create or replace temp table x as from laps",
      'insert into "x" select 1',
      "drop table if exists x",
    ].map(kind),
  ).toEqual(Array(4).fill("table"));
  for (const sql of [
    ...[
      "drop table laps",
      'create or replace table "LAPS" as select 1',
      "insert into main.laps select 1",
      "drop table main . samples",
    ],
    ...[
      "set threads = 1",
      "create view v as from samples",
      "create macro m() as table from samples",
      "attach 'x'",
      "copy laps to 'x'",
    ],
    ...["delete from laps", "update laps set lap = 1", "prepare p as from samples", "install json"],
    ...[
      "EXPLAIN ANALYZE copy (select 1) to 'x.csv'",
      "explain analyze verbose delete from laps",
      "explain (analyze, format json) insert into laps select 1",
      "explain attach 'x'",
      "explain analyze explain analyze delete from laps",
      "explain analyze create table x as select 1",
      "with a as (select 1) delete from laps",
      "explain analyze with a as (select 1), b(c) as materialized (select 2) insert into laps from a",
    ],
  ])
    expect(() => kind(sql), sql).toThrow(SqlError);
});

describe("renamesKeys(tokens)", () => {
  const renames = (sql: string) => renamesKeys(sqlTokens(sql));

  it("is false where session, car and lap are what they are", () => {
    for (const sql of [
      "select session, max(lap) from laps l where l.session = 'a' and (car, lap) in ((1, 2)) group by session, car order by lap desc",
      "select lag(brake) over (partition by session, lapNumber order by sessionTime) from samples window w as (partition by car)",
      "with best as (select session, car from laps) select count(distinct lap) filter (lap > 2) from best join laps using (session, car)",
      "select 1 from laps where exists (select lap from laps) and not lap = 2 or case when lap > 1 then lap else car end = 3",
    ])
      expect(renames(sql), sql).toBe(false);
  });

  it("is true where another column may have their names, or nobody can tell", () => {
    for (const sql of [
      ...[
        "select gear as lapNumber from samples",
        "select gear lapNumber from samples",
        'select gear "LAPNUMBER" from samples',
      ],
      ...[
        "select lapNumber: gear from samples",
        "select (gear) lap from samples",
        "select 3 lap",
        "select 'x' session",
      ],
      ...[
        "from samples s(session, lapNumber)",
        "from samples as s(lapNumber)",
        "with t(lap) as (select gear from samples) from t",
      ],
      ...[
        "with t as (select 1), u(lap) as materialized (select gear from samples) from u",
        "select * from (values (1)) v(lap)",
      ],
      ...[
        "select * replace (gear as lap) from samples",
        "select unnest({lap: gear}) from samples",
        "select struct_pack(lap := gear)",
      ],
      ...[
        "from samples select lap union all select gear from samples",
        "from query('select gear as lap')",
        "unpivot laps on car into name lap",
      ],
      ...[
        'select gear "and" lap',
        'select gear ",", lapNumber from (select gear "from" lap)',
        "select columns('g') from laps where lap = 1",
      ],
    ])
      expect(renames(sql), sql).toBe(true);
  });
});
