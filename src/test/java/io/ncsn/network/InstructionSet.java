package io.ncsn.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A setting by which a library takes the processor for one of fewer instructions. */
enum InstructionSet {
  ATEN_DEFAULT("ATEN_CPU_CAPABILITY", "default", "libtorch for DEFAULT"),
  ATEN_AVX2("ATEN_CPU_CAPABILITY", "avx2", "libtorch for AVX2", Flags.AVX2),
  ATEN_AVX512("ATEN_CPU_CAPABILITY", "avx512", "libtorch for AVX512", Flags.AVX512),
  ONE_DNN_SSE41("ONEDNN_MAX_CPU_ISA", "SSE41", "isa:Intel SSE4.1"),
  ONE_DNN_AVX2("ONEDNN_MAX_CPU_ISA", "AVX2", "isa:Intel AVX2", Flags.AVX2),
  ONE_DNN_AVX512("ONEDNN_MAX_CPU_ISA", "AVX512_CORE", "isa:Intel AVX-512", Flags.AVX512),
  ONE_DNN_ALL("ONEDNN_MAX_CPU_ISA", "ALL", "isa:"),
  BLAS_HASWELL("OPENBLAS_CORETYPE", "Haswell", "OpenBLAS for HASWELL", Flags.AVX2),
  BLAS_SKYLAKE("OPENBLAS_CORETYPE", "SkylakeX", "OpenBLAS for SKYLAKEX", Flags.AVX512),
  BLAS_ZEN("OPENBLAS_CORETYPE", "Zen", "OpenBLAS for ZEN", Flags.AVX2);

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private final String variable;
  private final String value;
  private final String evidence;
  private final List<String> flags;

  InstructionSet(String variable, String value, String evidence, String... flags) {
    this.variable = variable;
    this.value = value;
    this.evidence = evidence;
    this.flags = List.of(flags);
  }

  /** What a process gets; oneDNN tells the instruction set that it uses. */
  Map<String, String> environment() {
    return Map.of(variable, value, "ONEDNN_VERBOSE", "check");
  }

  /** What the output of a process holds in which the setting is in force. */
  String evidence() {
    return evidence;
  }

  /** What the setting needs and this processor lacks, as in /proc/cpuinfo. */
  List<String> missing() {
    List<String> present = present();
    return flags.stream().filter(flag -> !present.contains(flag)).toList();
  }

  private static List<String> present() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Arrays.asList(line.split("\\s+")))
          .orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return variable + "=" + value;
  }

  /** Names of instructions in /proc/cpuinfo. */
  private static final class Flags {
    static final String[] AVX2 = {"avx2", "fma"};
    static final String[] AVX512 = {"avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl"};
  }
}
