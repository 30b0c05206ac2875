package io.ncsn.compare;

import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.job.TrainedModel;

/**
 * A trained model of a comparison.
 *
 * @param table that it was trained on
 * @param averagingFrequency minibatches of each replica between two averagings
 */
record ComparedModel(TrainedModel model, PreparedTable table, int averagingFrequency) {

  /** The least of the training's hold-out losses; NaN where no rows were held out. */
  double holdoutLoss() {
    double loss = state().bestHoldoutLoss();
    return Double.isFinite(loss) ? loss : Double.NaN;
  }

  /** Wall time of the training's rounds. */
  double trainSeconds() {
    return state().seconds();
  }

  /** Wall time of one minibatch of each replica, with its share of the averaging. */
  double stepSeconds() {
    return trainSeconds() / state().round() / averagingFrequency;
  }

  private TrainingState state() {
    return model.checkpoint().state();
  }
}
