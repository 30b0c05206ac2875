package io.ncsn.compare;

import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.job.TrainedModel;

/**
 * A trained model of a comparison.
 *
 * @param table table on which the model was trained
 * @param averagingFrequency number of minibatches of each replica between two averagings
 */
record ComparedModel(TrainedModel model, PreparedTable table, int averagingFrequency) {

  /** Returns the least hold-out loss of the training; NaN if no rows were held out. */
  double holdoutLoss() {
    double loss = state().bestHoldoutLoss();
    return Double.isFinite(loss) ? loss : Double.NaN;
  }

  /** Returns the wall time of the training's rounds. */
  double trainSeconds() {
    return state().seconds();
  }

  /**
   * Returns the wall time of one minibatch of each replica, including its share of the averaging.
   */
  double stepSeconds() {
    return trainSeconds() / state().round() / averagingFrequency;
  }

  private TrainingState state() {
    return model.checkpoint().state();
  }
}
