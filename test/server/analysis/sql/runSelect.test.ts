import assert from "node:assert/strict"
import { SqlStage } from "./sqlStage.ts"

const orders = [
  ["Id", "Date", "Region", "Product", "Revenue"],
  [1, 45_000, "West", "Hat", 10],
  [2, 45_001, "west", "Coat", 20.5],
  [3, 45_002, "East", "Hat", "n/a"],
  [4, 45_003, "East", "Hat", 5],
  [5, 45_004, "North", "Cap", 7],
  [6, 45_004, "North", "Cap", 7],
]
const formats = ["General", "yyyy-mm-dd", "General", "General", "$0.00"]

describe("runSelect", () => {
  let stage: SqlStage
  before(async () => {
    const rates = [
      ["Region", "Owner", "Code", "Since", "Rate"],
      ["West", "Ann", "a", "x", 0.1],
      ["East", "Bob", "b", "y", 0.2],
      ["South", "Cy", "c", "z", 0.3],
    ]
    stage = await SqlStage.of({ Orders: orders, "Sales Rates": rates }, formats)
  })
  after(() => stage.duck.close())

  /** Each result column with the cells it came from. */
  async function sources(sql: string): Promise<Record<string, string>> {
    const { columns } = await stage.ask(sql)
    return Object.fromEntries(
      columns.map(({ name, ranges }) => [name, ranges.map(({ sheet, address }) => `${sheet}!${address}`).join(" ")]),
    )
  }

  describe("what a result says", () => {
    it("compares and groups text as Excel does, without case", async () => {
      assert.deepEqual(await stage.rows("select Region, sum(Revenue) from Orders group by Region order by 2 desc"), [
        ["West", 30.5],
        ["North", 14],
        ["East", 5],
      ])
      assert.deepEqual(
        await stage.rows("select count(*), count(distinct Region) from Orders where Region in ('WEST')"),
        [[2, 1]],
      )
      assert.deepEqual(
        await stage.rows(
          `select Owner, count(*) from Orders join "Sales Rates" using (Region) group by all order by 1`,
        ),
        [
          ["Ann", 2],
          ["Bob", 2],
        ],
      )
    })

    it("gives dates as ISO text and counts in days with them", async () => {
      const { columns, rows } = await stage.ask(
        "select Date, Date + 1, month(Date) as m from Orders where Date = '2023-03-16'",
      )
      assert.deepEqual(rows, [["2023-03-16", "2023-03-17", 3]])
      assert.deepEqual(
        columns.map(({ kind }) => kind),
        ["date", "date", "number"],
      )
    })

    it("leaves text out of a column of numbers and says so where that column is read", async () => {
      const note = "Revenue holds 1 cell that is no number (E4), left out here."
      assert.deepEqual((await stage.ask("select Revenue from Orders where Id = 3")).rows, [[null]])
      assert.deepEqual((await stage.ask("select avg(Revenue) from Orders")).notes, [note])
      assert.deepEqual((await stage.ask("select max(Id) from Orders")).notes, [])
    })

    it("tells the Excel row where it is asked for, and keeps it out of *", async () => {
      assert.deepEqual(await stage.rows("select _row, Id from Orders where Revenue = 5"), [[5, 4]])
      assert.equal((await stage.ask("select * from Orders")).columns.length, 5)
      assert.deepEqual(await stage.rows("select count(*) from (select distinct * exclude (Id) from Orders)"), [[5]])
      assert.deepEqual(
        await stage.rows(
          "select West from (select Region, Revenue from Orders) pivot (sum(Revenue) for Region in ('West'))",
        ),
        [[30.5]],
      )
      assert.equal(
        (await stage.ask("select * from Orders pivot (sum(Revenue) for Region in ('West'))")).columns.length,
        4,
      )
    })

    it("gives the number format of the one column a number was computed from", async () => {
      const { columns } = await stage.ask(
        "select sum(Revenue), count(Revenue), sum(case when Region = 'West' then Revenue else 0 end), Revenue / Id, stddev(Revenue) from Orders group by Revenue, Id",
      )
      assert.deepEqual(
        columns.map(({ format }) => format),
        ["$0.00", null, "$0.00", null, "$0.00"],
      )
    })

    it("gives the first rows and how many more there are", async () => {
      const { rows, moreRows, notes } = await stage.ask("select range from range(1234)")
      assert.equal(rows.length, 500)
      assert.equal(moreRows, 734)
      assert.deepEqual(notes, ["Only the first 500 of 1,234 rows are given."])
    })

    it("says that rows beyond ten million were not counted", async () => {
      const { notes } = await stage.ask("select a.range from range(10000) a, range(10000) b")
      assert.deepEqual(notes, ["Only the first 500 of more than 10,000,000 rows are given; add a WHERE or a GROUP BY."])
    })

    it("cuts off long texts and gives no number that is none", async () => {
      const { rows, notes } = await stage.ask("select repeat('x', 3000), 1e308 * 10, 0 * -1.0::double")
      assert.deepEqual(rows, [["x".repeat(2000) + "…", null, 0]])
      assert.deepEqual(notes, [
        "Texts longer than 2,000 characters are cut off.",
        "A result is too large for a number or cannot be calculated; Excel shows #NUM! for it as well.",
      ])
    })

    it("names columns as they were written and keeps whole numbers whole", async () => {
      const { columns, rows } = await stage.ask(
        "select count(*), sum(Revenue) + 1, '9007199254740993'::bigint = 9007199254740993 from Orders",
      )
      assert.deepEqual(
        columns.slice(0, 2).map(({ name }) => name),
        ["count(*)", "sum(Revenue) + 1"],
      )
      assert.equal(rows[0]?.[2], true)
    })
  })

  describe("the cells a result came from", () => {
    const cases: [why: string, sql: string, expected: Record<string, string>][] = [
      [
        "a column and a sum of it",
        "select Region, sum(Revenue) as s from Orders group by Region",
        { Region: "Orders!C2:C7", s: "Orders!E2:E7" },
      ],
      [
        "through with, alias and subquery",
        "with w as (select Region as r, Revenue * 2 as v from Orders) select t.r as a, t.m as b from (select r, max(v) as m from w group by r) t",
        { a: "Orders!C2:C7", b: "Orders!E2:E7" },
      ],
      [
        "a with that has the name of the table it reads",
        "with Orders as (select * from Orders where Revenue > 6) select sum(Revenue) as s from Orders",
        { s: "Orders!E2:E7" },
      ],
      [
        "joined tables",
        `select o.Product, sum(o.Revenue * r.Rate) as cost from Orders o left join "Sales Rates" r on r.Region = o.Region group by 1`,
        { Product: "Orders!D2:D7", cost: "Orders!E2:E7 Sales Rates!E2:E4" },
      ],
      [
        "a subquery that looks at the outer row",
        `select (select max(Rate) from "Sales Rates" r where r.Region = o.Region) as m from Orders o`,
        { m: "Sales Rates!E2:E4" },
      ],
      [
        "both sides of a union",
        `select Region as x from Orders union all select Owner from "Sales Rates"`,
        { x: "Orders!C2:C7 Sales Rates!B2:B4" },
      ],
      [
        "a window",
        "select sum(Revenue) over (partition by Product) as w from Orders",
        { w: "Orders!E2:E7 Orders!D2:D7" },
      ],
      [
        "a condition of in",
        `select Region in (select Region from "Sales Rates") as x from Orders`,
        { x: "Orders!C2:C7 Sales Rates!A2:A4" },
      ],
      ["counted rows", "select count(*) as n from Orders", { n: "Orders!A1:E7" }],
      ["constants", "select 1 as one, Id from Orders", { one: "", Id: "Orders!A2:A7" }],
      [
        "a recursion",
        "with recursive t(n, v) as (select 1, max(Revenue) from Orders union all select n + 1, v + 1 from t where n < 3) select max(v) as m from t",
        { m: "Orders!E2:E7" },
      ],
      [
        "a turned table",
        "select West from Orders pivot (sum(Revenue) for Region in ('West'))",
        { West: "Orders!E2:E7 Orders!C2:C7" },
      ],
      ["values in an unnest", "select unnest([Revenue, Id]) as u from Orders", { u: "Orders!E2:E7 Orders!A2:A7" }],
      [
        "a lambda",
        "select list_sum(list_transform(list(Revenue), lambda v: v * 2)) as s from Orders",
        { s: "Orders!E2:E7" },
      ],
    ]
    for (const [why, sql, expected] of cases)
      it(`follows ${why}`, async () => {
        const found = await sources(sql)
        for (const [name, ranges] of Object.entries(expected))
          assert.deepEqual(
            found[name]?.split(" ").sort(),
            ranges.split(" ").sort(),
            `${name}: ${JSON.stringify(found)}`,
          )
      })

    it("lists every column that was read", async () => {
      const { ranges } = await stage.ask("select sum(Revenue) from Orders where Product = 'Hat'")
      assert.deepEqual(ranges, [
        { sheet: "Orders", address: "D2:D7" },
        { sheet: "Orders", address: "E2:E7" },
      ])
    })
  })

  describe("what is refused", () => {
    const cannot = "The SQL cannot be run:"
    const refused: Record<string, string> = {
      "insert into Orders values (1)":
        "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "copy Orders to '/tmp/x.csv'":
        "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "attach '/tmp/x.db'": "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "set memory_limit = '9GB'":
        "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "pragma database_list": "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "drop table table_1": "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "select 1; drop table Orders":
        "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
      "select 1; select 2": "Write one SELECT at a time, without a second statement after it.",
      "": "The SQL is empty; write one SELECT.",
      "select * from read_csv('/etc/passwd')": `${cannot} read_csv() cannot be used here: only the workbook's tables can be read.`,
      "select * from read_text('/etc/passwd')": `${cannot} read_text() cannot be used here: only the workbook's tables can be read.`,
      "select * from glob('/*')": `${cannot} glob() cannot be used here: only the workbook's tables can be read.`,
      "select * from '/etc/passwd'": "There is no table /etc/passwd. Tables: Orders, Sales Rates.",
      "select * from duckdb_settings()": `${cannot} duckdb_settings() cannot be used here: only the workbook's tables can be read.`,
      "select * from pragma_table_info('table_1')": `${cannot} pragma_table_info() cannot be used here: only the workbook's tables can be read.`,
      "select * from query('select * from table_1')": `${cannot} query() cannot be used here: only the workbook's tables can be read.`,
      "select * from query_table('table_1')": `${cannot} query_table() cannot be used here: only the workbook's tables can be read.`,
      "select (select count(*) from duckdb_tables()) from Orders": `${cannot} duckdb_tables() cannot be used here: only the workbook's tables can be read.`,
      "with t as (select * from read_blob('/etc/passwd')) select * from t": `${cannot} read_blob() cannot be used here: only the workbook's tables can be read.`,
      "select * from information_schema.tables":
        "There is no table information_schema.tables. Tables: Orders, Sales Rates.",
      "select * from sqlite_master": "There is no table sqlite_master. Tables: Orders, Sales Rates.",
      "select * from table_1": "There is no table table_1. Tables: Orders, Sales Rates.",
      "select current_setting('memory_limit')": `${cannot} the function current_setting cannot be used here.`,
      "select getenv('HOME')": `${cannot} the function getenv cannot be used here.`,
      "select nextval('s')": `${cannot} the function nextval cannot be used here.`,
      "select current_user": `${cannot} current_user cannot be used here.`,
      "describe Orders": `${cannot} SHOW, DESCRIBE and SUMMARIZE cannot be used here: the workbook's map lists tables and columns.`,
      "select * from Orders where Id = ?": `${cannot} parameters such as ? or $1 cannot be used here: write the value itself.`,
      'select * from Orders natural join "Sales Rates"': `${cannot} NATURAL JOIN cannot be used here: write JOIN … USING (column).`,
    }
    for (const [sql, message] of Object.entries(refused))
      it(`refuses ${sql || "nothing"}`, () => assert.rejects(stage.ask(sql), { code: "invalid_request", message }))

    it("ends what never ends", async () => {
      const endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t"
      await assert.rejects(stage.ask(endless, 300), { code: "timeout" })
      const crossed = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b"
      await assert.rejects(stage.ask(crossed, 300), { code: "timeout" })
      assert.deepEqual(await stage.rows("select 1"), [[1]])
    })
  })

  describe("what is said to whoever wrote it", () => {
    const columns = "Columns: Id, Date, Region, Product, Revenue."
    const said: Record<string, string> = {
      "select Revnue from Orders": `There is no column Revnue in Orders; did you mean Revenue? ${columns}`,
      "select o.Revnue from Orders o": `There is no column Revnue in Orders; did you mean Revenue? ${columns}`,
      'select * from Orders where Region = "West"': `There is no column West in Orders. ${columns} Text stands in single quotes: 'West'.`,
      "select * from Ordrs": "There is no table Ordrs; did you mean Orders? Tables: Orders, Sales Rates.",
      'select Region from Orders, "Sales Rates"':
        'The column Region stands in several tables: write Orders.Region or "Sales Rates".Region.',
      "select Region > 5 from Orders":
        "A text cannot be compared with a number: write texts and dates in single quotes, and try_cast(column AS DOUBLE) for numbers that are stored as text.",
      "select sum(Region) from Orders":
        "sum() cannot be applied to text: use try_cast(column AS DOUBLE) for numbers that are stored as text.",
      "select * from Orders where Revenue = 'abc'":
        '"abc" is no number; compare like with like, or use try_cast(… AS DOUBLE), which gives NULL for what is none.',
      "select Region, sum(Revenue) from Orders":
        "Add Region to GROUP BY, or aggregate it, for example any_value(Region).",
      "select x.Revenue from Orders": "The FROM names no x; it names Orders.",
      "select averageif(Revenue, 1) from Orders":
        "There is no function averageif in this SQL; use avg(x) FILTER (WHERE …).",
      "select * frm Orders": 'The SQL cannot be read: syntax error at or near "Orders" (line 1, column 14).',
      "select 1e400": "A number in the SQL is too large.",
    }
    for (const [sql, message] of Object.entries(said))
      it(`says what is wrong with ${sql}`, () => assert.rejects(stage.ask(sql), { code: "invalid_request", message }))

    it("finds a table by its name without spaces", async () =>
      assert.deepEqual(await stage.rows("select count(*) from salesrates"), [[3]]))
  })
})
