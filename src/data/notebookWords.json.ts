import {notebookWords, wordSources} from "../../loaders/notebookDocs.js";

// The words of notebooks with their documentation, for the editor's completion.
process.stdout.write(JSON.stringify(notebookWords(await wordSources())));
