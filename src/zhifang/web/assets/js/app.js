// Small conveniences; every page works without them.
document.documentElement.classList.add("with-script");

function openMenu() {
  const toggle = document.querySelector(".nav-toggle");
  const menu = document.querySelector(".site-menu");
  if (!toggle || !menu) return;
  toggle.addEventListener("click", () => {
    const open = menu.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.classList.contains("open")) {
      menu.classList.remove("open");
      toggle.setAttribute("aria-expanded", "false");
      toggle.focus();
    }
  });
}

function printButtons() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

function dropZones() {
  for (const zone of document.querySelectorAll("[data-drop-zone]")) {
    const input = zone.querySelector("input[type=file]");
    const list = zone.querySelector("[data-chosen]");
    const show = () => {
      list.replaceChildren(
        ...Array.from(input.files, (file) => {
          const item = document.createElement("li");
          item.textContent = `${file.name} (${Math.ceil(file.size / 1024)} KB)`;
          return item;
        }),
      );
    };
    input.addEventListener("change", show);
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      zone.addEventListener(name, () => zone.classList.remove("over"));
    }
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      show();
    });
  }
}

// A part of a page that could not be brought up to date says so instead of showing old figures.
function unfinishedParts() {
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      const part = event.detail.elt.closest("[data-unfinished]");
      const note = part && part.querySelector("[data-unfinished-note]");
      if (note) note.hidden = false;
    });
  }
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const part = event.detail.target.closest("[data-unfinished]");
    const note = part && part.querySelector("[data-unfinished-note]");
    if (note) note.hidden = true;
  });
}

function chooseAtOnce() {
  for (const select of document.querySelectorAll("select[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}

document.addEventListener("DOMContentLoaded", () => {
  openMenu();
  printButtons();
  dropZones();
  unfinishedParts();
  chooseAtOnce();
});
