// Interactive charts on request: the same numbers as the drawing and the table, in the page's colours.
// Nothing is loaded before a reader asks, and nothing from elsewhere.
"use strict";

(() => {
  const colour = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

  // Plotly would add style elements, which the site's policy forbids: its own rules, which mingzhang.css has, and those
  // of its maps (plotly.js 4.1.1 names them by their hash), which no chart here needs. It adds none that is there already.
  const STYLES = [
    "plotly.js-style-global",
    "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53",
  ];
  const keepStyles = () => {
    for (const id of STYLES.filter((id) => !document.getElementById(id))) {
      const mark = document.createElement("template");
      mark.id = id;
      mark.className = "no-inline-styles";
      document.head.append(mark);
    }
  };

  let loading;
  const library = (address) => {
    loading ??= new Promise((resolve, reject) => {
      keepStyles();
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => resolve(window.Plotly));
      script.addEventListener("error", () => {
        loading = undefined;
        script.remove();
        reject(new Error(address));
      });
      document.head.append(script);
    });
    return loading;
  };

  const axis = () => ({ gridcolor: colour("--mz-line"), zerolinecolor: colour("--mz-muted") });

  const dressed = (figure) => {
    const font = { color: colour("--mz-text"), family: getComputedStyle(document.body).fontFamily, size: 13 };
    for (const trace of figure.data) {
      const tone = colour(`--mz-${trace.meta}`);
      const outlined = trace.meta === "not_reported";
      const [ground, hatch] = outlined ? [colour("--mz-ground"), tone] : [tone, colour("--mz-hatch")];
      const pattern = { ...trace.marker?.pattern, fillmode: "overlay", fgcolor: hatch, solidity: 0.25 };
      trace.marker = { ...trace.marker, color: ground, line: { color: tone, width: outlined ? 1 : 0 }, pattern };
    }
    const { title, ...layout } = figure.layout;
    return {
      data: figure.data,
      layout: {
        ...layout,
        font,
        paper_bgcolor: "rgba(0,0,0,0)",
        plot_bgcolor: "rgba(0,0,0,0)",
        margin: { l: 8, r: 16, t: 48, b: 48 },
        legend: { ...layout.legend, traceorder: "normal", x: 0, y: 1, yanchor: "bottom" },
        xaxis: { ...layout.xaxis, ...axis(), automargin: true },
        yaxis: { ...layout.yaxis, ...axis(), automargin: true },
        hoverlabel: { font },
      },
    };
  };

  const draw = async (button) => {
    const block = button.closest("figure");
    const plot = block.querySelector(".mz-plot");
    const status = block.querySelector(".mz-status");
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.figure);
      if (!answer.ok) throw new Error(String(answer.status));
      const [plotly, figure] = await Promise.all([library(button.dataset.library), answer.json()]);
      const place = document.createElement("div");
      place.className = "mz-plotly";
      plot.after(place);
      const { data, layout } = dressed(figure);
      await plotly.newPlot(place, data, layout, { displaylogo: false, displayModeBar: false, responsive: true });
      plot.hidden = true;
      button.hidden = true;
      redraw.set(place, figure);
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", block.querySelector(".mz-sentence").textContent);
    } catch {
      status.textContent = button.dataset.failed;
      button.disabled = false;
    }
  };

  // A change between light and dark changes the colours of what has been drawn.
  const redraw = new Map();
  new MutationObserver(() => {
    for (const [place, figure] of redraw) {
      const { data, layout } = dressed(figure);
      window.Plotly.react(place, data, layout);
    }
  }).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });

  for (const button of document.querySelectorAll(".mz-interactive")) {
    button.hidden = false;
    button.addEventListener("click", () => draw(button));
  }
})();
