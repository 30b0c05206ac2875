package io.ncsn.network;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/**
 * The processor, and how the libraries use it. Machines that are equal in all of this give equal
 * bits.
 *
 * @param name name, such as {@code AMD EPYC 9B14}
 * @param family family and model of an x86 processor, such as {@code 25/17}; empty for others
 * @param capability instruction set to which libtorch dispatches, such as {@code AVX512}
 * @param blasCore processor for which OpenBLAS chooses its kernels, such as {@code ZEN}
 * @param oneDnn version of libtorch's oneDNN, such as {@code v3.12.0}
 */
public record Processor(
    String name, String family, String capability, String blasCore, String oneDnn)
    implements Serializable {
  private static final Pattern VERSION = Pattern.compile("v[0-9.]+");
  private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16", "bf16");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Returns the processor of this machine. */
  public static Processor here() {
    return new Processor(
        info("model name", System.getProperty("os.arch")),
        String.join("/", info("cpu family", ""), info("model", "")),
        Natives.hasTorch() ? dispatched() : "none",
        Natives.hasTorch() ? Sgemm.core() : "none",
        Natives.hasTorch() ? oneDnnVersion() : "none");
  }

  /** Returns whether this machine multiplies numbers in bfloat16 (AVX512_BF16, AMX, or ARM's). */
  public static boolean multipliesBfloat16() {
    Set<String> flags =
        Set.copyOf(List.of((info("flags", "") + " " + info("Features", "")).split(" ")));
    return BFLOAT16.stream().anyMatch(flags::contains);
  }

  private static String dispatched() {
    Natives.loadTorch();
    return torch.get_cpu_capability().getString().toUpperCase(Locale.ROOT);
  }

  /** Extracts the version from a text such as {@code Intel(R) MKL-DNN v3.12.0 (Git Hash …)}. */
  private static String oneDnnVersion() {
    String text = torch.get_mkldnn_version().getString();
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group() : text;
  }

  private static String info(String key, String otherwise) {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
          .map(parts -> parts[1].strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException notLinux) {
      return otherwise;
    }
  }

  @Override
  public String toString() {
    return "%s (family/model %s), libtorch for %s, OpenBLAS for %s, oneDNN %s"
        .formatted(name, family, capability, blasCore, oneDnn);
  }
}
