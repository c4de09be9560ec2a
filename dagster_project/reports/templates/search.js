"use strict";
(() => {
  const SHOWN = 50;
  const box = document.getElementById("search");
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  const parts = found.dataset.parts.split(" ").filter(Boolean);
  const entries = [];
  let asked = false;

  const plain = (text) => text.normalize("NFKC").toLowerCase();

  // Called by each part of the index as it is loaded.
  window.yusuanIndex = (rows) => {
    for (const [key, name, region, years, projects] of rows) {
      if (!/^[0-9a-f]+$/.test(key)) continue;
      const page = `explorer/${key.slice(0, 2)}/${key}.html`;
      entries.push({ page, title: name, beside: `${region} ${years}`, words: plain(`${name} ${region} ${years}`) });
      for (const [project, projectKey] of projects) {
        if (!/^[0-9a-f]+$/.test(projectKey)) continue;
        entries.push({ page: `${page}#project-${projectKey}`, title: project, beside: name, words: plain(`${project} ${name}`) });
      }
    }
    show();
  };

  const load = () => {
    if (asked) return;
    asked = true;
    for (const part of parts) {
      const script = document.createElement("script");
      script.src = part;
      document.head.append(script);
    }
  };

  const show = () => {
    const wanted = plain(box.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    count.textContent = "";
    if (!wanted.length) return;
    const hits = entries.filter((entry) => wanted.every((word) => entry.words.includes(word)));
    for (const hit of hits.slice(0, SHOWN)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = hit.page;
      link.textContent = hit.title;
      const beside = document.createElement("span");
      beside.className = "muted";
      beside.textContent = ` ${hit.beside}`;
      item.append(link, beside);
      found.append(item);
    }
    count.textContent = hits.length > SHOWN ? `${SHOWN} / ${hits.length}` : `${hits.length}`;
  };

  box.addEventListener("focus", load);
  box.addEventListener("input", () => { load(); show(); });
  // What was asked for before, or is asked for by the address: index.html#search=words.
  const given = /^#search=(.*)$/.exec(location.hash);
  if (given) box.value = decodeURIComponent(given[1]);
  if (box.value) load();
})();
