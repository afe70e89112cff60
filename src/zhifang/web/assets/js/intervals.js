// Vertical or horizontal whiskers from an array of [position, low, high].
export function whiskers(values, name, upright) {
  return {
    name,
    type: "custom",
    silent: true,
    z: 5,
    itemStyle: { color: "#12202e" },
    data: values,
    encode: upright ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 },
    renderItem(params, api) {
      const at = (value) =>
        upright ? api.coord([api.value(0), value]) : api.coord([value, api.value(0)]);
      const [low, high] = [at(api.value(1)), at(api.value(2))];
      const [dx, dy] = upright ? [5, 0] : [0, 5];
      const line = (from, to) => ({
        type: "line",
        shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
        style: { stroke: "#12202e", lineWidth: 1.75 },
      });
      const cap = (point) => line([point[0] - dx, point[1] - dy], [point[0] + dx, point[1] + dy]);
      return { type: "group", children: [line(low, high), cap(low), cap(high)] };
    },
  };
}

export const percent = { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value}%" } };

export function targetLine(target, label, upright) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: "#12202e", width: 2, type: "solid" },
    label: { formatter: label, color: "#12202e", position: upright ? "insideEndTop" : "end" },
    data: target === null ? [] : [upright ? { yAxis: target } : { xAxis: target }],
  };
}
