package io.ncsn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.Json;
import io.ncsn.output.Storage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ncsn inspect}: describes a model. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Prints what a model is: its network, noise schedule, columns and provenance. Needs no cluster.")
final class InspectCommand implements Callable<Integer> {
  private static final int SHOWN_ELEMENTS = 8;

  @Mixin private ModelOptions model;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Storage storage = Storage.ofSubmit();
    PrintWriter out = spec.commandLine().getOut();
    try {
      String manifest = storage.model(model.model(storage)).manifest();
      print("", Json.MAPPER.readTree(manifest), out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print a manifest that was read before", e);
    }
    out.flush();
    return ExitCode.DONE.code();
  }

  /** Prints one line per value with dotted keys. Long lists are cut. */
  private static void print(String key, JsonNode node, PrintWriter out) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.fields().forEachRemaining(f -> print(prefix + f.getKey(), f.getValue(), out));
    } else if (node.isArray() && node.size() > SHOWN_ELEMENTS) {
      out.printf("%s = [%s, … %d in all]%n", key, firstElements(node), node.size());
    } else {
      out.printf("%s = %s%n", key, node.isTextual() ? node.textValue() : node.toString());
    }
  }

  private static String firstElements(JsonNode list) {
    StringBuilder text = new StringBuilder(list.get(0).toString());
    for (int i = 1; i < SHOWN_ELEMENTS; i++) {
      text.append(", ").append(list.get(i));
    }
    return text.toString();
  }
}
