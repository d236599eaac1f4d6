// The standard rules, and those by which layers and tokens stay what portal.css and tokens.css say they are.
export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  rules: {
    "custom-property-pattern": null, "selector-class-pattern": null, "selector-id-pattern": null, // Material's names, and codes
    "media-feature-range-notation": "prefix", // understood by every browser that knows layers
    "number-max-precision": null, // Material's breakpoints
    "value-keyword-case": ["lower", { ignoreProperties: [/^--/] }], // names of fonts
    "declaration-no-important": true, "selector-max-id": 0, "selector-max-specificity": "0,4,0", // a later layer wins without
    "color-no-hex": true, "color-named": "never", "function-disallowed-list": [/^(rgb|hsl|ok)/], // tokens.css has the colours
  },
  overrides: [{ files: ["**/tokens.css"], rules: { "color-no-hex": null } }],
};
