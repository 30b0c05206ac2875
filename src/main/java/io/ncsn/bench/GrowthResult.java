package io.ncsn.bench;

import io.ncsn.bench.GrowthForecast.Outlook;
import io.ncsn.growth.LinearFit;
import io.ncsn.growth.Stragglers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code ncsn bench --growth}.
 *
 * @param markdown tables of measurements, fits and extrapolations
 * @param chart training rows per second by number of executors, as SVG
 */
public record GrowthResult(String markdown, String chart) {
  private static final int MANY = 1000;
  private static final List<Integer> EXECUTORS = List.of(1, 10, 100, MANY);
  private static final List<String> HEADINGS =
      List.of("H", "rows/s", "in steps", "round, s", "reduction, s", "h for 10⁹ rows");

  static GrowthResult of(GrowthMeasurements measured) {
    GrowthForecast forecast = new GrowthForecast(measured);
    String markdown =
        String.join(
            "\n",
            trainings(measured),
            samplings(measured),
            constants(measured),
            executors(forecast),
            frequencies(forecast),
            stragglers(forecast));
    return new GrowthResult(markdown, chart(forecast));
  }

  private static String trainings(GrowthMeasurements measured) {
    LinearFit replica = measured.replica();
    LinearFit outside = measured.outside();
    List<List<Object>> rows = new ArrayList<>();
    for (GrowthPoint.Measured m : measured.trainings()) {
      GrowthPoint point = m.point();
      rows.add(
          List.of(
              point.series(),
              text("%,d", point.value()),
              text("%,.0f", m.rowsPerSecond()),
              micros(m.replicaSeconds() / point.rowsPerReplica()),
              micros(replica.at(GrowthMeasurements.replicaTerms(point)) / point.rowsPerReplica()),
              millis(m.outsideSeconds()),
              millis(outside.at(GrowthMeasurements.outsideTerms(point)))));
    }
    return MarkdownTable.of(
        List.of(
            "training",
            "",
            "rows/s",
            "µs a row and core",
            "fit",
            "ms of a round outside the steps",
            "fit"),
        rows);
  }

  private static String samplings(GrowthMeasurements measured) {
    LinearFit fit = measured.sampling();
    List<List<Object>> rows = new ArrayList<>();
    for (GrowthSampling.Measured m : measured.samplings()) {
      rows.add(
          List.of(
              m.point().series(),
              text("%,d", m.point().value()),
              text("%,.0f", m.point().count() / m.seconds()),
              text("%.2f", m.seconds()),
              text("%.2f", fit.at(GrowthMeasurements.samplingTerms(m.point(), measured.cores())))));
    }
    return MarkdownTable.of(List.of("sampling", "", "samples/s", "s", "fit"), rows);
  }

  private static String constants(GrowthMeasurements measured) {
    double[] replica = measured.replica().constants();
    double[] outside = measured.outside().constants();
    double[] sampling = measured.sampling().constants();
    LinearFit checkpoints = LinearFit.of(measured.checkpoints());
    List<List<Object>> rows =
        List.of(
            row("a replica's round", replica[0], "a parameter", replica[1]),
            row("a row of a step", replica[2], "an operation of it", replica[3]),
            row("a round outside the steps", outside[0], "a parameter", outside[2]),
            row("a replica's task", outside[1], "a replica's parameter", outside[3]),
            row("a reduction by segments", outside[4], "", 0),
            row(
                "a checkpoint",
                checkpoints.constants()[0],
                "a parameter",
                checkpoints.constants()[1]),
            row("a sampling job", sampling[0], "a cell written", sampling[1]),
            row("a row's evaluation", sampling[2], "an operation of it", sampling[3]));
    return MarkdownTable.of(List.of("of", "seconds", "of", "seconds"), rows)
        + text(
            "%nGreatest relative error of the fits: steps %.0f %%, outside the steps %.0f %%, sampling %.0f %%, checkpoints %.0f %%.%n",
            100 * measured.replica().worst(),
            100 * measured.outside().worst(),
            100 * measured.sampling().worst(),
            100 * checkpoints.worst());
  }

  private static List<Object> row(String of, double seconds, String second, double more) {
    return List.of(of, text("%.2g", seconds), second, second.isEmpty() ? "" : text("%.2g", more));
  }

  private static String executors(GrowthForecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    for (Size size : GrowthForecast.SIZES) {
      for (int executors : EXECUTORS) {
        int minibatches = forecast.automatic(size, executors);
        Outlook outlook = forecast.outlook(size, executors, minibatches, GrowthForecast.USUAL);
        List<Object> row = new ArrayList<>(List.of(name(size), text("%,d", executors)));
        row.addAll(cells(outlook));
        row.add(text("%,d", forecast.paysUpTo(size, minibatches)));
        rows.add(row);
      }
    }
    List<String> headings = new ArrayList<>(List.of("network", "executors"));
    headings.addAll(HEADINGS);
    headings.add("doubling pays up to");
    return MarkdownTable.of(headings, rows);
  }

  private static String frequencies(GrowthForecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    for (Size size : GrowthForecast.SIZES) {
      for (int minibatches : new int[] {16, 64, 256, 1024, 4096}) {
        Outlook outlook = forecast.outlook(size, MANY, minibatches, GrowthForecast.USUAL);
        List<Object> row = new ArrayList<>(List.of(name(size)));
        row.addAll(cells(outlook));
        rows.add(row);
      }
    }
    List<String> headings = new ArrayList<>(List.of("network, 1,000 executors"));
    headings.addAll(HEADINGS);
    return MarkdownTable.of(headings, rows);
  }

  private static String stragglers(GrowthForecast forecast) {
    List<List<Object>> rows = new ArrayList<>();
    Size size = GrowthForecast.SIZES.get(1);
    int minibatches = forecast.automatic(size, MANY);
    for (Stragglers stragglers :
        List.of(
            Stragglers.none(),
            GrowthForecast.USUAL,
            Stragglers.exponential(1),
            Stragglers.redone(0.001),
            Stragglers.pareto(0.05, 2))) {
      List<Object> row = new ArrayList<>(List.of(stragglers.name()));
      row.addAll(cells(forecast.outlook(size, MANY, minibatches, stragglers)));
      rows.add(row);
    }
    List<String> headings =
        new ArrayList<>(List.of(text("stragglers, %s, 1,000 executors", name(size))));
    headings.addAll(HEADINGS);
    return MarkdownTable.of(headings, rows);
  }

  private static List<Object> cells(Outlook outlook) {
    return List.of(
        text("%,d", outlook.minibatches()),
        text("%,.0f", outlook.rowsPerSecond()),
        text("%.0f %%", 100 * outlook.inSteps()),
        text("%.2f", outlook.parts().seconds()),
        text("%.2f", outlook.parts().reduction()),
        text("%.2g", outlook.hours()));
  }

  private static String chart(GrowthForecast forecast) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (Size size : GrowthForecast.SIZES) {
      List<LineChart.Point> points = new ArrayList<>();
      for (int executors = 1; executors <= 4096; executors *= 2) {
        int minibatches = forecast.automatic(size, executors);
        Outlook outlook = forecast.outlook(size, executors, minibatches, GrowthForecast.USUAL);
        points.add(new LineChart.Point(executors, outlook.rowsPerSecond()));
      }
      lines.add(new LineChart.Line(name(size), points));
    }
    return LineChart.svg("Training rows a second by executors (simulated)", lines);
  }

  private static String name(Size size) {
    return text("3×%d, d = %d", size.width(), size.dimension());
  }

  private static String micros(double seconds) {
    return text("%.2f", seconds * 1e6);
  }

  private static String millis(double seconds) {
    return text("%.1f", seconds * 1e3);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
