package io.ncsn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.regex.Pattern;

/** Where a value was written, and how it is shown in messages. */
public final class Origins {
  private static final Pattern LINE_SUFFIX = Pattern.compile(": \\d+(-\\d+)?$");

  /** How the library describes a section that was made for a value at a path. */
  private static final String PATH = "atPath(";

  private Origins() {}

  /** Such as {@code conf/digits.conf:12}, {@code --set} or {@code reference.conf:3}. */
  public static String describe(ConfigValue value) {
    boolean isOfOption =
        value instanceof ConfigObject section
            && !section.isEmpty()
            && value.origin().description().startsWith(PATH);
    return isOfOption
        ? describe(((ConfigObject) value).values().iterator().next())
        : describe(value.origin());
  }

  public static String describe(ConfigOrigin origin) {
    String source = LINE_SUFFIX.matcher(origin.description()).replaceFirst("");
    boolean hasLine = origin.lineNumber() > 0 && !source.startsWith("--");
    return Redaction.hideCredentials(hasLine ? source + ":" + origin.lineNumber() : source);
  }

  /** The value as one would write it in a file, secrets hidden. */
  public static String render(ConfigValue value) {
    String text =
        switch (value.valueType()) {
          case STRING, NUMBER, BOOLEAN -> value.atKey("v").getString("v");
          case NULL -> "(not set)";
          case LIST, OBJECT -> value.render(ConfigRenderOptions.concise());
        };
    return Redaction.hideCredentials(text);
  }

  /** As {@link #render}, text in quotes. */
  public static String quote(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? "'" + render(value) + "'"
        : value.valueType() == ConfigValueType.NULL ? "null" : render(value);
  }
}
