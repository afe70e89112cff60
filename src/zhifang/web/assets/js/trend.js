import { percent, targetLine, whiskers } from "./intervals.js";

// data: {years: [{year, value, ci_low, ci_high, tip, href}], percent, labels, target, target_label, rate_label,
//        interval_label}; a year without a value leaves a gap.
export function trend(data) {
  const years = data.years;
  const bars = years
    .map((row, index) => [index, row.ci_low, row.ci_high])
    .filter((row) => row[1] !== null && row[2] !== null);
  return {
    grid: { left: 48, right: 24, top: 40, bottom: 32 },
    legend: { top: 4, data: [data.rate_label, data.interval_label] },
    tooltip: { renderMode: "richText", trigger: "axis", formatter: (items) => years[items[0].dataIndex].tip },
    xAxis: { type: "category", data: years.map((row) => String(row.year)) },
    yAxis: data.percent === false ? { type: "value", minInterval: 1, min: 0 } : percent,
    series: [
      {
        name: data.rate_label,
        type: "line",
        data: years.map((row) => ({ value: row.value, href: row.href })),
        symbol: "circle",
        symbolSize: 9,
        lineStyle: { color: "#1b4f8a", width: 2.5 },
        itemStyle: { color: "#1b4f8a" },
        label: { show: data.labels !== false, formatter: data.percent === false ? "{c}" : "{c}%", position: "right", distance: 6, offset: [0, -9], color: "#1c2733" },
        markLine: targetLine(data.target, data.target_label, true),
      },
      whiskers(bars, data.interval_label, true),
    ],
  };
}
