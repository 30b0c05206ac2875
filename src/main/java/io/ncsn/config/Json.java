package io.ncsn.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** The program's one JSON mapper. */
public final class Json {
  /** Writes an empty optional as {@code null}. To be copied where a format needs other settings. */
  public static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

  private Json() {}
}
