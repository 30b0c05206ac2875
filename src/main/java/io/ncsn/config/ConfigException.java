package io.ncsn.config;

import java.util.List;

/** Mistakes in the command line or the settings, all at once; the program ends with exit code 1. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One message per mistake: the request, the value found, the allowed values, the remedy. */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  public ConfigException(String problem, Throwable cause) {
    this(List.of(problem));
    initCause(cause);
  }

  public List<String> problems() {
    return problems;
  }
}
