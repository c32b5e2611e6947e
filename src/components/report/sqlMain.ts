import {html} from "npm:htl";
import {ArchiveDatabase} from "../../core/sql/archiveDatabase.js";
import {warmUp} from "../sql/duckWarmUp.js";
import {examplePicker, sqlExamples} from "../sql/examples.js";
import {pageSource} from "../sql/pageSource.js";
import {csvLink} from "../sql/resultCsv.js";
import {resultPlot} from "../sql/resultPlot.js";
import {resultTable} from "../sql/resultTable.js";
import {sqlCell} from "../sql/sqlCell.js";
import {fetchLibrary} from "../ui/archive.js";
import {carryArchive} from "../ui/carriedArchive.js";
import {mount} from "../ui/mount.js";
import {settled} from "../ui/states.js";
import {openCarriedDuck} from "./duckInFile.js";
import {packedFile} from "./packedFiles.js";

// a program of its own: reports without a database do without its 200 kB
carryArchive({file: packedFile, link: () => "", params: {}});

async function open(query: string): Promise<HTMLElement> {
  const {sessions} = await fetchLibrary();
  const duck = await openCarriedDuck();
  const connection = await duck.connect();
  const database = await ArchiveDatabase.open(connection, sessions, pageSource);
  await warmUp(connection);
  const [subject] = sessions;
  const car = subject.playerCar ?? subject.best?.car ?? database.lapsOf(subject.id)[0]?.car ?? 0;
  const examples = sqlExamples({session: subject.id, car, laps: database.lapsOf(subject.id)});
  const initial = query || examples[0].text;
  const cell = sqlCell((text, watch) => database.ask(text, watch), {
    views: database.math.views,
    initial,
  });
  const answer = html<HTMLElement>`<div class="lb-sql-answer"></div>`;
  let width = 640;
  const show = () => {
    const {value} = cell;
    if (!value) return;
    const plot = value.rows.length ? html`<div class="lb-sql-plot">${resultPlot(value, {width})}</div>` : "";
    answer.replaceChildren(
      html`<div>${resultTable(value)}${value.rows.length ? html`<div class="lb-bar">${csvLink(value)}</div>` : ""}</div>`,
      plot,
    );
  };
  cell.addEventListener("input", show);
  mount(answer, {resize: (px) => px && (width = Math.min(px, 640))});
  const reset = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${() => cell.run(initial)}>Reset</button>`;
  const note = html`<p class="lb-muted lb-screen">${reset} Change the query and run it: nothing is saved in this file.</p>`;
  return html<HTMLElement>`<div>${examplePicker(examples, ({text}) => cell.run(text))}${cell}${note}${answer}</div>`;
}

for (const place of document.querySelectorAll<HTMLElement>("[data-report-sql]"))
  place.replaceChildren(
    settled(open(place.dataset.reportSql!), (view) => view, {loading: "Unpacking the database from this file…"}),
  );
