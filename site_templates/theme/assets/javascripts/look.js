// What a reader sets once and every page keeps: large text, high contrast. Also: a page asked to show one chart only.
// Stands in the head, so that a page is painted in its final look; without it the buttons are hidden.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js"); // Material says so only at the end of the page, when all has been painted
  const english = root.lang.startsWith("en");

  // Browsers without cascade layers (before 2022) take the same styles without them.
  const styles = document.querySelector('link[href*="/portal.css"]');
  if (!("CSSLayerBlockRule" in window)) styles.href = styles.href.replace("portal.css", "unlayered.css");

  // A browser may refuse to remember; then a choice lasts as long as the page.
  const memory = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };

  const wished = { large: false, contrast: matchMedia("(prefers-contrast: more)").matches };
  for (const [name, byDefault] of Object.entries(wished)) {
    const set = memory((kept) => kept.getItem(`mz-${name}`));
    root.classList.toggle(`mz-${name}`, set === null ? byDefault : set === "on");
  }
  root.classList.toggle("mz-embed", new URLSearchParams(location.search).has("embed"));

  // On narrow screens Material opens the menu by a label, which no keyboard reaches: a button inside it does.
  const menuByKeyboard = () => {
    const label = document.querySelector('.md-header label[for="__drawer"]');
    const drawer = document.getElementById("__drawer");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "mz-menu" });
    button.setAttribute("aria-label", english ? "Menu" : "菜单");
    button.append(...label.childNodes);
    label.append(button);
    button.addEventListener("click", () => drawer.click());
    const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
    drawer.addEventListener("change", tell);
    tell();
  };

  document.addEventListener("DOMContentLoaded", () => {
    // The other language shows the same part of the page with the same choice, which may have changed since it was opened.
    const language = document.querySelector(".mz-language");
    const keepPlace = () => Object.assign(language, { search: location.search, hash: location.hash });
    for (const way of ["click", "auxclick", "contextmenu"]) language.addEventListener(way, keepPlace);
    for (const button of document.querySelectorAll("[data-look]")) {
      const mark = `mz-${button.dataset.look}`;
      button.setAttribute("aria-pressed", String(root.classList.contains(mark)));
      button.addEventListener("click", () => {
        const on = root.classList.toggle(mark);
        button.setAttribute("aria-pressed", String(on));
        memory((kept) => kept.setItem(mark, on ? "on" : "off"));
        root.dispatchEvent(new CustomEvent("mz-look"));
      });
    }
    menuByKeyboard();

    // A narrow screen begins with the page itself; there the switches stand in the menu.
    const [look, menu] = [document.querySelector(".mz-look"), document.querySelector(".md-sidebar--primary .md-nav__list")];
    const narrow = matchMedia("(max-width: 44.984375em)");
    const [top, item] = [look.parentElement, document.createElement("li")];
    const place = () => {
      if (narrow.matches) item.append(look);
      else top.prepend(look);
    };
    menu.append(item);
    narrow.addEventListener("change", place);
    place();
  });

  // On paper nothing is folded, and the last line says where the page is.
  let folded = [];
  const address = document.createElement("p");
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open]):not(.mz-embedding)")];
    for (const part of folded) part.open = true;
    address.textContent = (english ? "This page: " : "本页地址：") + location.origin + location.pathname;
    document.querySelector("article").append(address);
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
    address.remove();
  });
})();
