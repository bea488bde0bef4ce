// Two comforts, both on top of pages that work without: a theme chosen by hand, and copy buttons.
"use strict";

(function () {
  const root = document.documentElement;
  const stored = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const systemIsDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  if (stored()) root.dataset.theme = stored();

  function showTheme(button) {
    const dark = (root.dataset.theme || (systemIsDark() ? "dark" : "light")) === "dark";
    button.textContent = dark ? "Light" : "Dark";
    button.setAttribute("aria-label", dark ? "Use the light theme" : "Use the dark theme");
    return dark;
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select and copy";
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const toggle = document.querySelector("[data-theme-toggle]");
    if (toggle) {
      toggle.hidden = false;
      showTheme(toggle);
      toggle.addEventListener("click", () => {
        root.dataset.theme = showTheme(toggle) ? "light" : "dark";
        try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
        showTheme(toggle);
      });
    }
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    }
    // A choice in a form that only filters takes effect at once; its button stays for all others.
    for (const select of document.querySelectorAll("form[data-auto] select")) {
      select.addEventListener("change", () => select.form.submit());
    }
  });
})();
