// A workbook made beside the page: sheets come in, the file goes out, or nothing where it cannot be made.
import { xlsx } from "./spreadsheets.js";

addEventListener("message", ({ data }) => xlsx(data).then(postMessage, () => postMessage(null)));
