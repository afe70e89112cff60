// data: {from, to, days: [[day, count, tip]], day_names: [7], month_names: [12]}: due days, darker
// the more fall on one day; the number stands in the cell's tip and in the table below.
export function calendar(data, width) {
  const most = Math.max(1, ...data.days.map((day) => day[1]));
  const cell = Math.max(9, Math.min(18, Math.floor((width - 60) / 54)));
  return {
    tooltip: { renderMode: "richText", formatter: (item) => item.data[2] },
    visualMap: {
      show: false, dimension: 1, min: 1, max: most,
      inRange: { color: ["#8fb4dd", "#1b4f8a", "#0c2747"] },
    },
    calendar: {
      range: [data.from, data.to],
      left: 44, right: 8, top: 28, cellSize: ["auto", cell],
      dayLabel: { firstDay: 1, nameMap: data.day_names, color: "#4a5768" },
      monthLabel: { nameMap: data.month_names, color: "#4a5768" },
      yearLabel: { show: false },
      itemStyle: { borderColor: "#d6dce3", color: "#fff" },
      splitLine: { lineStyle: { color: "#8793a2" } },
    },
    series: [{ type: "heatmap", coordinateSystem: "calendar", data: data.days }],
  };
}
