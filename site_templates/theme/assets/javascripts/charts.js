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

const dressed = (figure) => {
  const font = { color: style("--mz-text"), family: style("font-family"), size: 13 };
  for (const trace of figure.data) {
    const tone = style(`--mz-${trace.meta}`);
    const outlined = trace.meta === "not_reported";
    const [ground, hatch] = outlined ? [style("--mz-ground"), tone] : [tone, style("--mz-ground")];
    const pattern = { ...trace.marker?.pattern, fillmode: "overlay", fgcolor: hatch, solidity: 0.25 };
    trace.marker = { ...trace.marker, color: ground, line: { color: tone, width: outlined ? 1 : 0 }, pattern };
  }
  const axis = { gridcolor: style("--mz-line"), zerolinecolor: style("--mz-muted"), automargin: true };
  const { title, ...layout } = figure.layout; // the page has the title
  return {
    data: figure.data,
    layout: {
      ...layout,
      font,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 8, r: 16, t: 48, b: 48 },
      legend: { ...layout.legend, traceorder: "normal", x: 0, y: 1, yanchor: "bottom" },
      xaxis: { ...layout.xaxis, ...axis },
      yaxis: { ...layout.yaxis, ...axis },
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
    await plotly.newPlot(place, { ...dressed(figure), config });
    [plot.hidden, asking.hidden] = [true, true];
    drawn.set(place, figure);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", block.querySelector(".mz-sentence").textContent);
  } catch {
    block.querySelector(".mz-status").textContent = asking.dataset.failed;
    asking.disabled = false;
  }
};

// A change between light and dark changes the colours of what has been drawn.
new MutationObserver(() => {
  for (const [place, figure] of drawn) window.Plotly.react(place, dressed(figure));
}).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });

for (const asking of document.querySelectorAll(".mz-interactive")) {
  asking.hidden = false;
  asking.addEventListener("click", () => draw(asking));
}
