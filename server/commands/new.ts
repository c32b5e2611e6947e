import {join, relative} from "node:path";
import {NotebookError, writeNotebook} from "../../loaders/workspace/notebooksStore.js";
import {notebookTemplates, templateText} from "../../loaders/workspace/notebookTemplates.js";
import {notebookNameFault} from "../../src/core/notebook/notebookFile.js";
import {type CliCommand, stringOption} from "../command.js";
import {UsageError, UserError} from "../userError.js";

export const command: CliCommand = {
  name: "new",
  summary: "Makes a notebook of your own from a template; a running Lapbook lists it in its menu at once.",
  usage: "NAME [--title TITLE] [--template NAME] [--notebooks DIR] | --list",
  options: {
    title: {type: "string", describe: "its title (default: its name)"},
    template: {type: "string", describe: "the template to begin from (default first)"},
    list: {type: "boolean", describe: "list the templates"},
    notebooks: {type: "string", describe: "folder of notebooks (environment LAPBOOK_NOTEBOOKS)"},
  },
  async run({values, positionals, config, out, log, json}) {
    const templates = await notebookTemplates();
    if (values.list === true) {
      const width = Math.max(...templates.map(({name}) => name.length));
      if (json) out(JSON.stringify(templates));
      else for (const {name, description} of templates) out(`${name.padEnd(width)}  ${description}`);
      return 0;
    }
    if (positionals.length !== 1) throw new UsageError("new needs one name; lapbook new --list lists the templates");
    const [name] = positionals.map((text) => text.replace(/\.md$/i, ""));
    const fault = notebookNameFault(name);
    if (fault !== undefined) throw new UsageError(fault);
    const template = stringOption(values, "template") ?? "first";
    const text = await templateText(template, stringOption(values, "title") ?? titleOf(name));
    if (text === undefined)
      throw new UsageError(`unknown template: ${template}; there are ${templates.map((one) => one.name).join(", ")}`);
    await writeNotebook(config.notebooks, name, text, {before: null}).catch((error) => {
      if (!(error instanceof NotebookError)) throw error;
      throw new UserError(
        error.code === "changed" && !/same name/.test(error.message)
          ? `${name}.md exists already in ${config.notebooks}`
          : error.message,
      );
    });
    const path = join(config.notebooks, `${name}.md`);
    if (json) out(JSON.stringify({name, path}));
    else {
      out(relative(process.cwd(), path));
      log(`open it in a running Lapbook: /pages/notebook.html?name=${encodeURIComponent(name)}`);
    }
    return 0;
  },
};

/** `tyre-study` → `Tyre study` */
function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]+/g, " ").trim() || name;
  return words[0].toUpperCase() + words.slice(1);
}
