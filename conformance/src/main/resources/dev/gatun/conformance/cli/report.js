// Headings become buttons that sort their table; the search hides rows. Without this, all is read.
for (const table of document.querySelectorAll("table")) {
  const headings = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.textContent;
    const number = Number(cell.dataset.value ?? (text === "" ? NaN : text));
    return Number.isNaN(number) && text !== "" ? text.toLowerCase() : number;
  };
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const words = heading.classList.contains("word");
      const before = heading.getAttribute("aria-sort");
      const up = before ? before === "descending" : words;
      headings.forEach(other => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const keyed = [...body.rows].map(row => [key(row, column), row]);
      keyed.sort(([a], [b]) => {
        const none = Number.isNaN(a) - Number.isNaN(b); // what was not compared stays last
        return none || (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1);
      });
      body.append(...keyed.map(([, row]) => row));
    });
  });
}
const form = document.getElementById("filter");
const rows = [...document.querySelectorAll("#cases tbody tr")];
const texts = rows.map(row => row.textContent.toLowerCase());
const [search, verdict, output] = ["input", "select", "output"].map(tag => form.querySelector(tag));
const filter = () => {
  const words = search.value.toLowerCase().split(/\s+/);
  let shown = 0;
  rows.forEach((row, i) => {
    row.hidden = !(words.every(word => texts[i].includes(word))
      && (!verdict.value || row.classList.contains(verdict.value)));
    shown += !row.hidden;
  });
  output.textContent = shown + " of " + rows.length + " cases";
};
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
form.hidden = false;
filter();
