package org.collapselab.local.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.collapselab.contracts.event.Floor;
import org.collapselab.local.evaluator.MetricView;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * A metric against the iteration, a line for each condition, in the manner of the study's figure 5;
 * the bands are the metric's intervals, the grey band is what real images score against real
 * images.
 */
final class Curves {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 620;

  /** Okabe and Ito's colours, which colour-blind people can tell apart. */
  private static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xD55E00),
    new Color(0x56B4E9),
    new Color(0x000000),
    new Color(0x8C6D31),
    new Color(0x7F7F7F),
  };

  private Curves() {}

  /**
   * Draws one metric.
   *
   * @param conditions all of the experiment, so that each has its colour in every picture, whether
   *     or not the others have this metric
   */
  static BufferedImage draw(MetricsTable table, List<String> conditions) {
    var data = new YIntervalSeriesCollection();
    for (Map.Entry<String, Map<Integer, MetricView>> row : table.rows().entrySet()) {
      var series = new YIntervalSeries(row.getKey());
      new TreeMap<>(row.getValue())
          .forEach((i, metric) -> series.add(i, metric.value(), metric.low(), metric.high()));
      data.addSeries(series);
    }
    List<Integer> styles = table.rows().keySet().stream().map(conditions::indexOf).toList();
    var plot = new XYPlot(data, iterations(table), values(), renderer(styles));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(new Color(0xDDDDDD));
    plot.setDomainGridlinePaint(new Color(0xDDDDDD));
    plot.setOutlineVisible(false);
    table.any().floor().ifPresent(floor -> mark(plot, floor));
    var chart = new JFreeChart(MetricNames.title(table.name()), TextDrawing.font(17), plot, true);
    chart.addSubtitle(new TextTitle(table.basis(), TextDrawing.font(12)));
    chart.setBackgroundPaint(Color.WHITE);
    chart.getLegend().setItemFont(TextDrawing.font(13));
    chart.getLegend().setFrame(BlockBorder.NONE);
    return chart.createBufferedImage(WIDTH, HEIGHT);
  }

  private static NumberAxis iterations(MetricsTable table) {
    var axis = new NumberAxis("iteration (0 is the base model)");
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    axis.setRange(-0.1, Math.max(1, table.lastIteration()) + 0.1);
    label(axis);
    return axis;
  }

  private static NumberAxis values() {
    var axis = new NumberAxis("");
    axis.setAutoRangeIncludesZero(false);
    label(axis);
    return axis;
  }

  private static void label(NumberAxis axis) {
    Font font = TextDrawing.font(13);
    axis.setLabelFont(font);
    axis.setTickLabelFont(font);
  }

  private static DeviationRenderer renderer(List<Integer> styles) {
    var renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.14f);
    for (int i = 0; i < styles.size(); i++) {
      int style = styles.get(i);
      Color color = COLORS[style % COLORS.length];
      renderer.setSeriesPaint(i, color);
      renderer.setSeriesFillPaint(i, color);
      float[] dashes = style < COLORS.length ? null : new float[] {6, 4};
      renderer.setSeriesStroke(
          i, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0));
    }
    return renderer;
  }

  private static void mark(XYPlot plot, Floor floor) {
    var band = new IntervalMarker(floor.low(), floor.high(), new Color(0xCCCCCC));
    band.setAlpha(0.5f);
    plot.addRangeMarker(band, Layer.BACKGROUND);
    var middle = new ValueMarker(floor.value(), Color.GRAY, new BasicStroke(1));
    middle.setLabel("real against real");
    middle.setLabelFont(TextDrawing.font(11));
    middle.setLabelBackgroundColor(new Color(0, true));
    middle.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    middle.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
    plot.addRangeMarker(middle, Layer.BACKGROUND);
    include(plot, floor);
  }

  /** The axis fits itself to the lines only; the floor is to be seen too. */
  private static void include(XYPlot plot, Floor floor) {
    var axis = (NumberAxis) plot.getRangeAxis();
    double low = Math.min(axis.getLowerBound(), floor.low());
    double high = Math.max(axis.getUpperBound(), floor.high());
    if (low < high) {
      axis.setRange(low, high + 0.02 * (high - low));
    }
  }
}
