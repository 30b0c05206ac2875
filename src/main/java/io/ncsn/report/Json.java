package io.ncsn.report;

/** JSON inside HTML. */
final class Json {
  private Json() {}

  /**
   * The same JSON without {@code <}, which only strings hold: no text can end the script element it
   * stands in.
   */
  static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }
}
