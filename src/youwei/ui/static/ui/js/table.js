// A ledger shown as cards on a phone stays a table for screen readers.
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };

for (const table of document.querySelectorAll(".ledger--cards")) {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td")]) {
    part.setAttribute("role", roles[part.tagName]);
  }
  for (const head of table.querySelectorAll("th")) {
    head.setAttribute("role", head.closest("thead") ? "columnheader" : "rowheader");
  }
}
