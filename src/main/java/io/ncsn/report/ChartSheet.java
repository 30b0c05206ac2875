package io.ncsn.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.icepear.echarts.Option;
import org.icepear.echarts.components.coord.AxisLine;
import org.icepear.echarts.components.coord.cartesian.CategoryAxis;
import org.icepear.echarts.components.coord.cartesian.LogAxis;
import org.icepear.echarts.components.coord.cartesian.ValueAxis;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.legend.Legend;
import org.icepear.echarts.components.tooltip.Tooltip;
import org.icepear.echarts.serializer.EChartsSerializer;

/**
 * The charts of one report, by the id of the element each is drawn in.
 *
 * <p>Tooltips are drawn as text on the canvas, never as HTML: a column's name may hold anything.
 */
final class ChartSheet {
  static final String REAL_COLOUR = "#64748b";
  static final String SAMPLE_COLOUR = "#0f8b8d";

  /** All can be told from light paper and from dark. */
  private static final String[] PALETTE = {
    SAMPLE_COLOUR, "#d97706", "#8b5cf6", "#dc2626", "#3b82f6", "#65a30d", "#db2777", "#9a6b3f"
  };

  private final EChartsSerializer serializer = new EChartsSerializer();
  private final Map<String, String> options = new LinkedHashMap<>();

  /** All colours of lines and points. */
  static List<String> colours() {
    return Stream.concat(Stream.of(REAL_COLOUR), Arrays.stream(PALETTE)).toList();
  }

  /** The colour of thing number {@code index} of several. */
  static String colour(int index) {
    return PALETTE[index % PALETTE.length];
  }

  /** Adds a chart and returns the id of its element. */
  String add(Option option) {
    String id = "chart-" + options.size();
    options.put(id, serializer.toJson(option));
    return id;
  }

  /** All charts as one JSON object that can stand inside a script element: no {@code <} is left. */
  String toJson() {
    StringBuilder json = new StringBuilder("{");
    options.forEach(
        (id, option) -> {
          json.append(json.length() > 1 ? "," : "").append('"').append(id).append("\":");
          json.append(ScriptJson.withoutTags(option));
        });
    return json.append("}").toString();
  }

  /** A plot of x and y with a tooltip at the axis ({@code axis}) or at the item ({@code item}). */
  static Option plot(String trigger) {
    return new Option()
        .setColor(PALETTE)
        .setAnimation(false)
        .setTooltip(new Tooltip().setTrigger(trigger).setRenderMode("richText").setConfine(true))
        .setGrid(
            new Grid().setLeft(16).setRight(24).setTop(40).setBottom(28).setContainLabel(true));
  }

  static Legend legend() {
    return new Legend().setTop(0).setType("scroll");
  }

  static ValueAxis valueAxis(String name) {
    return new ValueAxis().setName(name).setNameLocation("middle").setNameGap(26).setScale(true);
  }

  static LogAxis logAxis(String name) {
    return new LogAxis().setName(name).setNameLocation("middle").setNameGap(26);
  }

  /**
   * An axis from the first to the last edge. The last is seldom round, and has no room for its
   * label.
   */
  static ValueAxis between(double[] edges) {
    return new ValueAxis()
        .setMin(Numbers.rounded(edges[0]))
        .setMax(Numbers.rounded(edges[edges.length - 1]))
        .setSplitNumber(3)
        .setAxisLabel(Map.of("showMaxLabel", false, "hideOverlap", true));
  }

  /** An axis drawn at the plot's edge even where the other axis holds 0. */
  static AxisLine atTheEdge() {
    return new AxisLine().setOnZero(false);
  }

  static CategoryAxis categories(Object[] names) {
    return new CategoryAxis().setData(names);
  }

  /** A point for JSON, which has no NaN: a value that is not finite becomes a gap. */
  static Number[] point(double x, double y) {
    return new Number[] {finiteOrGap(x), finiteOrGap(y)};
  }

  static Number finiteOrGap(double value) {
    return Double.isFinite(value) ? Numbers.rounded(value) : null;
  }
}
