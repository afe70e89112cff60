import { percent, targetLine } from "./intervals.js";

// data: {towns: [{name, size, value, outside, tip, href}], lines: [[size, inner low, inner high,
//        outer low, outer high]], level, level_label, target, target_label, …_label}
export function funnel(data) {
  const limit = (column, label, dash) => ({
    name: label,
    type: "line",
    silent: true,
    symbol: "none",
    itemStyle: { color: "#4a5768" },
    lineStyle: { color: "#4a5768", width: 1.5, type: dash },
    data: data.lines.map((line) => [line[0], line[column]]),
  });
  const colours = { inner: "#a06500", outer: "#a3261e" };
  const marks = targetLine(data.target, data.target_label, true);
  if (data.level !== null) {
    marks.data.push({
      yAxis: data.level,
      lineStyle: { type: "dotted", width: 1.5 },
      label: { formatter: `${data.level_label} ${data.level}%`, position: "insideStartBottom" },
    });
  }
  return {
    grid: { left: 48, right: 24, top: 44, bottom: 44 },
    legend: { top: 4, data: [data.town_label, data.inner_label, data.outer_label] },
    tooltip: { renderMode: "richText", trigger: "item", formatter: (item) => item.data.tip },
    xAxis: { type: "value", name: data.size_label, nameLocation: "middle", nameGap: 26, min: 0 },
    yAxis: percent,
    series: [
      limit(1, data.inner_label, "solid"),
      limit(2, data.inner_label, "solid"),
      limit(3, data.outer_label, "dashed"),
      limit(4, data.outer_label, "dashed"),
      {
        name: data.town_label,
        type: "scatter",
        symbolSize: 12,
        itemStyle: { color: "#1b4f8a" },
        data: data.towns.map((town) => ({
          value: [town.size, town.value],
          tip: town.tip,
          href: town.href,
          symbol: town.outside ? "diamond" : "circle",
          itemStyle: { color: colours[town.outside] || "#1b4f8a" },
          label: { show: Boolean(town.outside), formatter: town.name, position: "right", color: "#1c2733" },
        })),
        markLine: marks,
      },
    ],
  };
}
