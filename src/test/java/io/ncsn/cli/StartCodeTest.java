package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The directives in this JVM, which HotSpot keeps in a stack. */
class StartCodeTest {
  @AfterEach
  void forget() throws Exception {
    command("compilerDirectivesRemove");
  }

  @Test
  void theJvmTakesThemForItsOptimisingCompilerAlone() throws Exception {
    assertThat(StartCode.add()).contains("1 compiler directives added");

    String[] compilers = command("compilerDirectivesPrint").split("c2 directives:");
    for (String methods : StartCode.METHODS) {
      assertThat(compilers[0]).contains(methods);
    }
    assertThat(compilers[0]).contains("Exclude:false");
    assertThat(compilers[1]).contains("Exclude:true");
  }

  /** A lambda's code is in hidden classes beside these, and must stay as fast as any. */
  @Test
  void codeThatLambdasRunIsNotAmongThem() {
    assertThat(StartCode.METHODS)
        .noneMatch(methods -> methods.startsWith("java/lang/invoke/LambdaForm"))
        .noneMatch(methods -> methods.startsWith("java/lang/invoke/Invokers"))
        .noneMatch(methods -> methods.startsWith("java/lang/invoke/DirectMethodHandle"));
  }

  private static String command(String name) throws Exception {
    return String.valueOf(
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                name,
                new Object[0],
                new String[0]));
  }
}
