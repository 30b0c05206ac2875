package io.ncsn.cli;

/** Gives tests the program's filter of deserialised classes. */
public final class ProgramFilter {
  private ProgramFilter() {}

  /** Sets the filter for this process, unless it has one. */
  public static void install() {
    SerialFilter.install();
  }
}
