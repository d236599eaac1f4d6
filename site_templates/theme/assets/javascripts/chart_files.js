// A chart to take away: as a picture, as a drawing, or as a window in another page (?embed=<id of the chart>).
import { button, copyText, element, save, say, shape, style } from "./elements.js";

const RESOLVED = [
  "display", "fill", "fill-opacity", "stroke", "stroke-dasharray", "stroke-linejoin", "stroke-opacity", "stroke-width",
  "font-size", "font-weight", "paint-order", "text-anchor",
];

const titleOf = (figure) => figure.querySelector("h1, h3").textContent.trim();
const nameOf = (figure) => [figure.dataset.whose, titleOf(figure)].filter(Boolean).join(say("：", ": "));
const idOf = (figure) => figure.id.replace(/^chart-/, "");
const address = (figure, search) => new URL(search || `${location.pathname}#${figure.id}`, location.href).href;

const [EDGE, LINE, SMALL] = [16, 24, 16]; // pixels

// The drawing as it looks here and now, with every style written out, on the page's ground: above it whose it is and
// its title, below it the portal, the licence and the address.
const drawing = (figure) => {
  const svg = figure.querySelector("svg.mz-chart.mz-roomy");
  const copy = svg.cloneNode(true);
  const wide = Math.max(720, Math.round(figure.clientWidth));
  const { whose, credit } = figure.dataset;
  const [high, above] = [Number(svg.getAttribute("height")), (whose ? SMALL + 4 : 0) + LINE];
  const [width, height] = [wide + 2 * EDGE, EDGE + above + high + LINE + SMALL + EDGE];
  const copies = copy.querySelectorAll("*");
  svg.querySelectorAll("*").forEach((original, index) => {
    const computed = getComputedStyle(original);
    for (const name of RESOLVED) {
      const value = computed.getPropertyValue(name);
      if (value && !value.includes("url(")) copies[index].setAttribute(name, value);
    }
    copies[index].removeAttribute("class");
  });
  copy.removeAttribute("class");
  for (const hatch of copy.querySelectorAll("[fill^=url]")) if (hatch.getAttribute("display") === "none") hatch.remove();
  for (const [key, value] of Object.entries({ x: EDGE, y: EDGE + above, width: wide })) copy.setAttribute(key, value);
  const fill = style("--mz-text");
  const sheet = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": style("font-family") });
  const small = { x: EDGE, fill, "font-size": 12 };
  sheet.append(
    shape("title", {}, nameOf(figure)),
    shape("rect", { width, height, fill: style("--mz-ground") }),
    shape("text", { ...small, y: EDGE + 10 }, whose),
    shape("text", { x: EDGE, y: EDGE + above - 12, fill, "font-size": 16, "font-weight": 600 }, titleOf(figure)),
    copy,
    shape("text", { ...small, y: height - EDGE - SMALL }, credit),
    shape("text", { ...small, y: height - EDGE }, decodeURI(address(figure, ""))),
  );
  return { text: new XMLSerializer().serializeToString(sheet), width, height };
};

const png = async ({ text, width, height }) => {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = element("canvas", { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => {
    canvas.toBlob(done, "image/png");
  });
};

const MADE = { png, svg: ({ text }) => new Blob([text], { type: "image/svg+xml" }) };

const taking = (text, ending, figure) =>
  button(text, async () => {
    try {
      save(await MADE[ending](drawing(figure)), figure.querySelector("a[download]").download.replace(/csv$/, ending));
    } catch {
      figure.querySelector(".mz-status").textContent = say("图片未能生成。", "The picture could not be made.");
    }
  });

// What the other page runs: it gives a frame of this portal the height that the frame says it has.
const listener = () => element("script", {}, `addEventListener("message",function(e){var h=e.origin==="${location.origin}"&&e.data.mingzhangHeight;\
h>0&&document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.height=Math.min(h,9999)})})`).outerHTML;

const embedding = (figure) => {
  const [src, title] = [address(figure, `?embed=${idOf(figure)}`), nameOf(figure)];
  const pane = element("iframe", { src, title, width: "100%", height: "480" });
  pane.setAttribute("loading", "lazy");
  const code = element("textarea", { readOnly: true, rows: 3, value: `${pane.outerHTML}\n${listener()}`, spellcheck: false });
  return element("details", { className: "mz-details mz-embedding" },
    element("summary", { textContent: say("嵌入到别的网页", "Embed in another page") }),
    element("label", {}, say("把这段代码放进网页：", "Put this code into the page:"), code),
    button(say("复制代码", "Copy the code"), () => copyText(code, figure.querySelector(".mz-status"))),
  );
};

const figures = [...document.querySelectorAll("figure.chart[id]:has(svg.mz-chart)")];
for (const figure of figures) {
  figure.querySelector(".mz-actions")?.append(
    taking(say("下载图片（PNG）", "Download as PNG"), "png", figure),
    taking(say("下载矢量图（SVG）", "Download as SVG"), "svg", figure),
  );
  figure.append(embedding(figure));
}

// One chart alone: whose it is, its headline, its picture, its table folded; where it comes from and under which licence
// stays in sight whatever height the window has, and the page around it is told the right one.
const wanted = new URLSearchParams(location.search).get("embed");
const alone = figures.find((figure) => idOf(figure) === wanted);
document.documentElement.classList.toggle("mz-embed", Boolean(alone));
if (alone) {
  const title = alone.querySelector("h3");
  const [href, blank] = [address(alone, ""), { target: "_blank", rel: "noopener" }];
  const source = element("a", { href, ...blank }, document.title);
  document.title = nameOf(alone);
  title.before(element("p", { className: "mz-kind", textContent: alone.dataset.whose }));
  title.replaceWith(element("h1", {}, ...title.childNodes));
  for (const part of alone.querySelectorAll(".mz-embedding, .mz-actions")) part.remove();
  for (const link of alone.querySelectorAll("a")) Object.assign(link, blank);
  alone.append(element("p", { className: "mz-kind mz-source" }, alone.dataset.credit, say("。", ". "), source));
  document.getElementById("main").replaceChildren(element("div", { className: "mz" }, alone));
  document.documentElement.classList.add("mz-alone");
  const tell = () => {
    const mingzhangHeight = Math.ceil(document.body.getBoundingClientRect().height);
    parent.postMessage({ mingzhangHeight }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  tell(); // a window that nobody sees yet observes nothing
  addEventListener("load", tell);
}
