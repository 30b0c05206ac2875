package io.ncsn.cli;

/** What the process's exit code says. */
enum ExitCode {
  DONE(0),
  /** A mistake in the command line or the configuration. */
  USAGE(1),
  /** The data cannot be used as asked. */
  DATA(2),
  /** Everything else: the cluster, the file system, or a bug. */
  FAILURE(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
