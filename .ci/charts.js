// What of ECharts is shipped: bars, lines and a calendar, drawn as SVG. .ci/vendor.py makes one file of it.
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  CalendarComponent,
  GridComponent,
  LegendPlainComponent,
  TooltipComponent,
  VisualMapPiecewiseComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  AriaComponent,
  BarChart,
  CalendarComponent,
  GridComponent,
  HeatmapChart,
  LegendPlainComponent,
  LineChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapPiecewiseComponent,
]);

export { init };
