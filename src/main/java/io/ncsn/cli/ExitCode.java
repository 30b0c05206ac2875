package io.ncsn.cli;

/** The exit codes of the process. */
enum ExitCode {
  DONE(0),
  /** A mistake in the command line or the configuration. */
  USAGE(1),
  /** The data cannot be used as asked. */
  DATA(2),
  /** All other failures: the cluster, the file system, or a bug. */
  FAILURE(3),
  /** The job is done, but a quality gate is not met. */
  GATES_MISSED(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
