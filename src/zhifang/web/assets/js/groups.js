import { percent, targetLine, whiskers } from "./intervals.js";

// data: {rows: [{name, value, low, high, tip}], target, target_label, rate_label, range_label}:
// one bar a group, whiskers over what the unknown rows leave open; groups too small for a
// percentage come with value null and stay without a bar.
export function groups(data, width) {
  const rows = data.rows;
  const narrow = width < 500;
  const ranges = rows
    .map((row, index) => [index, row.low, row.high])
    .filter((row) => row[1] !== null && row[2] !== null && row[1] !== row[2]);
  return {
    grid: { left: narrow ? 96 : 150, right: 56, top: 36, bottom: 28 },
    legend: { top: 4, data: [data.rate_label, data.range_label] },
    tooltip: { renderMode: "richText", trigger: "item", formatter: (item) => rows[item.dataIndex].tip },
    xAxis: percent,
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => row.name),
      axisLabel: { width: narrow ? 84 : 136, overflow: "truncate", interval: 0 },
    },
    series: [
      {
        name: data.rate_label,
        type: "bar",
        data: rows.map((row) => row.value),
        barMaxWidth: 18,
        itemStyle: { color: "#2f6fb3" },
        label: { show: true, position: "insideLeft", formatter: "{c}%", color: "#fff" },
        markLine: targetLine(data.target, data.target_label, false),
      },
      whiskers(ranges, data.range_label, false),
    ],
  };
}
