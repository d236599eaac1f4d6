// What stands in vendor/ is what package-lock.json pins, to the byte.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const PACKAGES = { "fflate.js": "fflate/esm/browser.js", "plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js" };

for (const [name, place] of Object.entries(PACKAGES)) {
  test(`vendor/${name} is the very file of its package`, async () => {
    const vendored = await readFile(`site_templates/theme/assets/javascripts/vendor/${name}`);
    assert.ok(vendored.equals(await readFile(`node_modules/${place}`)));
  });
}
