package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import io.ncsn.job.ProgressLine;
import io.ncsn.job.TrainingProgress;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.junit.jupiter.api.Test;

class MeteredProgressTest {
  @Test
  void sparkHasTheProgressOfTheLatestTraining() {
    LocalSpark.session();
    MetricsSystem metrics = SparkEnv.get().metricsSystem();
    List<String> shown = new ArrayList<>();
    MeteredProgress first = MeteredProgress.in(metrics, shownIn(shown));
    first.update(new TrainingProgress(3, 7, 1013, 0.5, Double.NaN, 61));
    assertThat(gauges(metrics))
        .containsEntry("training.round", 3.0)
        .containsEntry("training.loss", 0.5)
        .containsEntry("training.holdout-loss", Double.NaN)
        .containsEntry("training.rows-per-second", 1013.0)
        .containsEntry("training.seconds-left", 61.0);
    first.close();
    assertThat(gauges(metrics)).containsEntry("training.round", 3.0);

    ProgressLine second = MeteredProgress.in(metrics, ProgressLine.NONE);
    assertThat(gauges(metrics)).containsEntry("training.round", Double.NaN);
    second.update(new TrainingProgress(1, 7, 509, 0.25, 0.75, 5));
    assertThat(gauges(metrics))
        .containsEntry("training.round", 1.0)
        .containsEntry("training.holdout-loss", 0.75);
    assertThat(shown).containsExactly("round 3/7, loss 0.5000, 1:01 left, 1013 rows/s", "closed");
  }

  /** Returns the values by name of the one source that there is. */
  private static Map<String, Object> gauges(MetricsSystem metrics) {
    var sources = metrics.getSourcesByName(MeteredProgress.NAME);
    assertThat(sources.size()).isEqualTo(1);
    return sources.head().metricRegistry().getGauges().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, gauge -> value(gauge.getValue())));
  }

  private static Object value(Gauge<?> gauge) {
    return gauge.getValue();
  }

  private static ProgressLine shownIn(List<String> shown) {
    return new ProgressLine() {
      @Override
      public void update(TrainingProgress progress) {
        shown.add(progress.text());
      }

      @Override
      public void close() {
        shown.add("closed");
      }
    };
  }
}
