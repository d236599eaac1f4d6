// Interactive charts on request: the same numbers as the drawing and the table, in the page's colours.
// Nothing is loaded before a reader asks, and nothing from elsewhere.
import { element, fetched, style } from "./elements.js";

// Plotly would add style elements, which the site's policy forbids: its own rules, which charts.css has, and those
// of its maps (plotly.js 4.1.1 names them by their hash), which no chart here needs. It adds none that is there already.
const STYLES = ["plotly.js-style-global", "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];
const keepStyles = () => {
  for (const id of STYLES.filter((name) => !document.getElementById(name))) {
    document.head.append(element("template", { id, className: "no-inline-styles" }));
  }
};

let loading = null;
const library = (address) => {
  loading ??= new Promise((resolve, reject) => {
    keepStyles();
    const onerror = () => {
      loading = null;
      reject(new Error(address));
    };
    document.head.append(element("script", { src: address, onload: () => resolve(window.Plotly), onerror }));
  });
  return loading;
};

// The colours of the static drawing, as they look now.
const colours = (block, tone) => {
  const { fill, stroke } = getComputedStyle(block.querySelector(`.mz-chart .mz-${tone}`));
  return { fill, stroke: stroke === "none" ? fill : stroke };
};

const patterned = matchMedia("(forced-colors: active)");
const markerOf = (block, { type, meta, marker }) => {
  const looks = meta.map((tone) => colours(block, tone));
  if (type !== "bar") return { ...marker, color: looks[0].stroke, line: { ...marker.line, color: looks[0].stroke } };
  const pattern = patterned.matches ? { ...marker.pattern, fillmode: "overlay", fgcolor: style("--mz-text") } : {};
  const [color, line] = [looks.map(({ fill }) => fill), looks.map(({ stroke }) => stroke)];
  return { ...marker, color, line: { color: line, width: 1 }, pattern };
};

const dressed = (figure, block) => {
  const font = { color: style("--mz-text"), family: style("font-family"), size: 13 };
  const axis = { gridcolor: style("--mz-line"), zerolinecolor: style("--mz-strong-line"), automargin: true };
  const { title, ...layout } = figure.layout; // the page has the title
  const axes = Object.keys(layout).filter((name) => /^[xy]axis/.test(name)).map((name) => [name, { ...layout[name], ...axis }]);
  return {
    data: figure.data.map((trace) => (trace.meta ? { ...trace, marker: markerOf(block, trace) } : trace)),
    layout: {
      ...layout,
      ...Object.fromEntries(axes),
      font,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 8, r: 48, b: 48, ...layout.margin },
      legend: { ...layout.legend, traceorder: "normal", x: 0, y: 0, yanchor: "top" },
      hoverlabel: { font },
    },
  };
};

const drawn = new Map();
const draw = async (asking) => {
  const block = asking.closest("figure");
  const plot = block.querySelector(".mz-plot");
  asking.disabled = true;
  try {
    const [plotly, figure] = await Promise.all([library(asking.dataset.library), fetched(asking.dataset.figure)]);
    const place = element("div", { className: "mz-plotly" });
    plot.after(place);
    const config = { displaylogo: false, displayModeBar: false, responsive: true };
    await plotly.newPlot(place, { ...dressed(figure, block), config });
    [plot.hidden, asking.hidden] = [true, true];
    drawn.set(place, [figure, block]);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", block.querySelector(".mz-sentence").textContent);
  } catch {
    block.querySelector(".mz-status").textContent = asking.dataset.failed;
    asking.disabled = false;
  }
};

// A change between light and dark changes the colours of what has been drawn.
new MutationObserver(() => {
  for (const [place, drawing] of drawn) window.Plotly.react(place, dressed(...drawing));
}).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });

for (const asking of document.querySelectorAll(".mz-interactive")) {
  asking.hidden = false;
  asking.addEventListener("click", () => draw(asking));
}
