// Whether a copy is current, for whoever scans its code (print.html#version=a1b2c3d4e5f6) or types it on 关于本站.
{
  const versions = JSON.parse(document.getElementById("known-versions").textContent);
  const answer = document.getElementById("version-answer");

  const judged = (code) => {
    const mine = versions.find((version) => version.code === code);
    if (!mine) return ["unknown", "查不到这个数据校验码。请再核对一遍；没有抄错，您手中的就不是现行的，请以本站为准。"];
    if (mine.current) return ["same", `现行：您手中的${mine.year}年报告与本站的相同。`];
    const year = versions.filter((version) => version.year === mine.year);
    const since = year.slice(0, year.indexOf(mine)).reverse().map(({ date, changes }) => [date || "后来", changes || "有改动"].join("："));
    return ["changed", `已经更正：您手中的${mine.year}年报告是${mine.date}公布的，请改用现行的一份。${since.join("；")}。`];
  };
  const tell = (code) => {
    const [kind, said] = judged(code);
    answer.className = `version-answer ${kind}`;
    answer.textContent = said;
    answer.hidden = false;
  };

  const scanned = /^#version=([0-9a-f]{12})$/.exec(location.hash);
  if (scanned) tell(scanned[1]);
  const form = document.querySelector(".version-check");
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      tell(form.querySelector("input").value.normalize("NFKC").toLowerCase().replace(/[^0-9a-z]/g, "").slice(0, 12));
    });
  }
}
