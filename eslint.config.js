// Every rule that ESLint has, less those that are listed with their reason, as ruff's are in pyproject.toml.
import js from "@eslint/js";
import globals from "globals";

const OFF = [
  "one-var", "sort-keys", "sort-imports", "init-declarations", "id-length", // order and names follow the matter
  "no-ternary", "no-inline-comments", "capitalized-comments", "no-continue", "no-undefined", // plain ways to say a thing
  "no-magic-numbers", // small numbers beside their unit read better than names for them
  "max-statements", "max-lines", "max-lines-per-function", // a length is no fault; a second thought is
  "require-unicode-regexp", "prefer-named-capture-group", "no-control-regex", // patterns name what they look for
  "require-atomic-updates", // one reader presses one button
  "camelcase", // plotly's names
  "prefer-template", // long texts stand in lines joined by a plus
];

const rules = {
  ...Object.fromEntries(OFF.map((name) => [name, "off"])),
  curly: ["error", "multi-line"],
  "no-unused-vars": ["error", { ignoreRestSiblings: true }],
  "no-use-before-define": ["error", { functions: false, variables: false }], // a function may call one further down
};

export default [
  { ignores: ["site/", "site-*/", ".site*/", ".cache/", ".venv/", "**/vendor/"] },
  { ...js.configs.all, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { rules },
  { files: ["site_templates/**"], languageOptions: { globals: globals.browser } },
  {
    files: ["**/look.js", "**/narrow.js", "**/search_worker.js"], // no modules: two paint first, workers of older browsers are none
    languageOptions: { sourceType: "script" },
    rules: { strict: ["error", "global"] },
  },
];
