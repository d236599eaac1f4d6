// What the page of a form does where scripts run: addresses to copy, findings that open below their rows.
import "./addresses.js";
import "./marks.js";
