package io.ncsn.compare;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.EffectiveValue;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.output.RunRecord;
import org.apache.hadoop.fs.Path;

/**
 * A trained model of a comparison.
 *
 * @param record of its training, with the settings that {@code auto} came to
 */
record ComparedModel(Path directory, Checkpoint checkpoint, PreparedTable table, RunRecord record) {

  /** The least of the training's hold-out losses; NaN where no rows were held out. */
  double holdoutLoss() {
    double loss = checkpoint.state().bestHoldoutLoss();
    return Double.isFinite(loss) ? loss : Double.NaN;
  }

  /** Wall time of the training's rounds. */
  double trainSeconds() {
    return checkpoint.state().seconds();
  }

  /** Wall time of one minibatch of each replica, with its share of the averaging. */
  double stepSeconds() {
    int averagingFrequency =
        record.settings().values().stream()
            .filter(value -> value.key().equals("train.averaging-frequency"))
            .map(EffectiveValue::value)
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
    return trainSeconds() / checkpoint.state().round() / averagingFrequency;
  }
}
