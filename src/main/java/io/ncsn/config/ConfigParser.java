package io.ncsn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parses a configuration file and what it includes, each by the caller's {@link ConfigFiles}. */
public final class ConfigParser {
  /** Includes that a file must not use, because it may come from somebody else. */
  private static final Pattern WEB = Pattern.compile("(?i)(https?|ftp|jar):.*");

  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z][A-Za-z0-9+.-]*:.*");

  private final ConfigFiles files;
  private final List<String> open = new ArrayList<>();

  public ConfigParser(ConfigFiles files) {
    this.files = files;
  }

  public Config parse(String location) {
    if (open.contains(location)) {
      throw new ConfigException(
          "Cannot read %s: it includes itself (%s); take one include out"
              .formatted(location, String.join(" → ", open)));
    }
    String text = text(location);
    open.add(location);
    try {
      return ConfigFactory.parseString(
          text,
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(location)
              .setIncluder(new Includes(location)));
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException(unparsable(location, e));
    } catch (StackOverflowError e) {
      throw new ConfigException(
          "%s: Cannot parse: found brackets in brackets, thousands deep; take them out"
              .formatted(location));
    } finally {
      open.remove(location);
    }
  }

  private String text(String location) {
    try {
      return files.read(location);
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot read the configuration %s: %s; give a local path or a URI of a readable file"
              .formatted(Redaction.hideCredentials(location), reason(e)));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileNotFoundException) {
      return "there is no such file";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String unparsable(String location, com.typesafe.config.ConfigException e) {
    return e.origin() == null
        ? "%s: Cannot parse: %s".formatted(location, e.getMessage())
        : "%s: Cannot parse: %s"
            .formatted(Origins.describe(e.origin()), withoutOrigin(e, e.origin().description()));
  }

  private static String withoutOrigin(Exception e, String origin) {
    String message = e.getMessage();
    return message.startsWith(origin + ": ") ? message.substring(origin.length() + 2) : message;
  }

  /**
   * Relative names are resolved against the including file's directory; a missing file is an error,
   * unlike in plain HOCON.
   */
  private final class Includes
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final String includingFile;

    private Includes(String includingFile) {
      this.includingFile = includingFile;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      if (WEB.matcher(what).matches()) {
        throw onlyFiles(what);
      }
      String folder = includingFile.substring(0, includingFile.lastIndexOf('/') + 1);
      return parse(ABSOLUTE.matcher(what).matches() ? what : folder + what).root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw onlyFiles("url(\"" + what + "\")");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw onlyFiles("classpath(\"" + what + "\")");
    }

    private ConfigException onlyFiles(String what) {
      return new ConfigException(
          "%s: Cannot include %s: only files can be included; give a path, or a URI of a file system such as hdfs://"
              .formatted(includingFile, Redaction.hideCredentials(what)));
    }
  }
}
