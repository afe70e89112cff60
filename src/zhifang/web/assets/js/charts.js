// Draws every element with data-chart from the JSON block it names; the table beside it says the
// same. Figures come ready from the server: nothing is computed here.
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  CalendarComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { calendar } from "./calendar.js";
import { funnel } from "./funnel.js";
import { groups } from "./groups.js";
import { trend } from "./trend.js";
import { weeks } from "./weeks.js";

echarts.use([
  AriaComponent, BarChart, CalendarComponent, CustomChart, GridComponent, HeatmapChart,
  LegendComponent, LineChart, MarkLineComponent, ScatterChart, SVGRenderer, TooltipComponent,
  VisualMapComponent,
]);

const kinds = { calendar, funnel, groups, trend, weeks };

function draw(element) {
  const data = JSON.parse(document.getElementById(element.dataset.source).textContent);
  const chart = echarts.init(element, null, { renderer: "svg" });
  const font = getComputedStyle(document.body).fontFamily;
  const show = () => {
    const option = kinds[element.dataset.chart](data, element.clientWidth);
    chart.setOption(
      {
        animation: false,
        textStyle: { fontFamily: font, color: "#1c2733" },
        aria: { enabled: true, description: data.description },
        ...option,
      },
      true,
    );
  };
  show();
  // a mark that stands for rows opens them; the table beside it has the same links
  chart.on("click", (item) => {
    const href = item.data && item.data.href;
    if (href) window.location.assign(href);
  });
  new ResizeObserver(() => {
    chart.resize();
    show();
  }).observe(element);
}

function drawAll(part) {
  for (const element of part.querySelectorAll("[data-chart]")) draw(element);
}

document.addEventListener("DOMContentLoaded", () => {
  drawAll(document);
  document.body.addEventListener("htmx:afterSwap", (event) => drawAll(event.detail.target));
});
