// data: {weeks: [{name, value, tip, href}], capacity, bar_label, line_label}
export function weeks(data) {
  const rows = data.weeks;
  const most = Math.max(1, data.capacity || 0, ...rows.map((row) => row.value));
  return {
    grid: { left: 48, right: 24, top: 40, bottom: 32 },
    legend: { top: 4, data: [data.bar_label] },
    tooltip: { renderMode: "richText", trigger: "item", formatter: (item) => item.data.tip },
    xAxis: { type: "category", data: rows.map((row) => row.name) },
    yAxis: { type: "value", minInterval: 1, max: Math.ceil(most * 1.1) },
    series: [
      {
        name: data.bar_label,
        type: "bar",
        barMaxWidth: 36,
        itemStyle: { color: "#2f6fb3" },
        label: { show: true, position: "top", color: "#1c2733" },
        data: rows.map((row) => ({ value: row.value, tip: row.tip, href: row.href })),
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: "#12202e", width: 2, type: "solid" },
          label: { formatter: `${data.line_label} ${data.capacity}`, position: "insideEndTop", color: "#12202e" },
          data: data.capacity === null ? [] : [{ yAxis: data.capacity }],
        },
      },
    ],
  };
}
