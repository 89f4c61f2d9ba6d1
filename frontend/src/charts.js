// The charts that the cockpit and the reports draw, and no others.
import * as echarts from "echarts/core";
import {
  BarChart, EffectScatterChart, FunnelChart, GaugeChart, GraphChart, HeatmapChart, LineChart,
  MapChart, PieChart, SankeyChart, ScatterChart, SunburstChart, TreeChart, TreemapChart,
} from "echarts/charts";
import {
  AriaComponent, DataZoomComponent, DatasetComponent, GeoComponent, GraphicComponent,
  GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent,
  TitleComponent, TooltipComponent, TransformComponent, VisualMapComponent,
} from "echarts/components";
import { LabelLayout, UniversalTransition } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

echarts.use([
  BarChart, EffectScatterChart, FunnelChart, GaugeChart, GraphChart, HeatmapChart, LineChart,
  MapChart, PieChart, SankeyChart, ScatterChart, SunburstChart, TreeChart, TreemapChart,
  AriaComponent, DataZoomComponent, DatasetComponent, GeoComponent, GraphicComponent,
  GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent,
  TitleComponent, TooltipComponent, TransformComponent, VisualMapComponent,
  LabelLayout, UniversalTransition, CanvasRenderer, SVGRenderer,
]);

window.echarts = echarts;
