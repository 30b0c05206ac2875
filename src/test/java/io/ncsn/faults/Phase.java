package io.ncsn.faults;

import java.util.stream.Stream;

/** What a pipeline is at, by what its Spark jobs are called. */
enum Phase {
  /** In the midst of a round. */
  ROUND("Training round "),
  /** Between two rounds: the hold-out loss is being measured. */
  BETWEEN_ROUNDS("Hold-out loss after "),
  /** In the midst of a wave of samples. */
  WAVE("Sample ");

  private final String jobs;

  Phase(String jobs) {
    this.jobs = jobs;
  }

  /** How the descriptions of its jobs begin. */
  String jobs() {
    return jobs;
  }

  static Stream<Phase> all() {
    return Stream.of(values());
  }

  boolean includes(EventLog.Job job) {
    return job.description().startsWith(jobs);
  }
}
