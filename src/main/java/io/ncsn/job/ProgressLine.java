package io.ncsn.job;

/** Shows the progress of a training. */
public interface ProgressLine extends AutoCloseable {
  /** Shows nothing. */
  ProgressLine NONE =
      new ProgressLine() {
        @Override
        public void update(TrainingProgress progress) {
          // shows nothing
        }

        @Override
        public void close() {
          // holds nothing
        }
      };

  /** Shows the progress after a round; called after every round, so it must be cheap. */
  void update(TrainingProgress progress);

  /** Ends the display. */
  @Override
  void close();
}
