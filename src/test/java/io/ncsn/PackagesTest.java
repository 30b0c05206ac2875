package io.ncsn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the package table of {@code docs/architecture.md}: who may import whom, and which library
 * lives where.
 */
@AnalyzeClasses(packages = "io.ncsn", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
  private static final String ROOT = "io.ncsn.";

  /** Every package, and the packages of ours that it may import. */
  private static final Map<String, List<String>> MAY_IMPORT = PackageTable.read();

  /** A wider import would tie the networks to Spark. */
  private static final DescribedPredicate<JavaClass> DATAS_INNER_PRODUCTS =
      new DescribedPredicate<>("the inner products of data") {
        @Override
        public boolean test(JavaClass type) {
          return outermost(type).getSimpleName().equals("InnerProducts");
        }
      };

  @ArchTest
  static void packagesImportOnlyWhatTheTableAllows(JavaClasses all) {
    MAY_IMPORT.forEach((name, allowed) -> importsOnly(name, allowed).check(all));
  }

  @ArchTest
  static final ArchRule NETWORK_USES_ONLY_THE_INNER_PRODUCTS_THAT_DATA_ASKS_FOR =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "network..")
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "data..").and(not(DATAS_INNER_PRODUCTS)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule DL4J_LIVES_IN_NETWORK_AND_ITS_SPARK_MASTER_IN_TRAIN =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "network..", ROOT + "train..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule TRAIN_USES_ONLY_DL4J_SPARK_AND_THE_TYPES_IT_CARRIES =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "train..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.deeplearning4j.spark..",
                              "org.deeplearning4j.nn.conf",
                              "org.deeplearning4j.nn.multilayer",
                              "org.deeplearning4j.nn.graph",
                              "org.nd4j.linalg.api.ndarray",
                              "org.nd4j.linalg.dataset.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule DL4J_SPARK_LIVES_IN_TRAIN =
      livesOnlyIn("org.deeplearning4j.spark", "train");

  @ArchTest
  static final ArchRule PURE_PACKAGES_AND_NETWORK_KNOW_NO_SPARK =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "noise..",
              ROOT + "channels..",
              ROOT + "truth..",
              ROOT + "growth..",
              ROOT + "config..",
              ROOT + "network..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.spark.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_PROGRAMS_USE_SPARK_ML =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "ml..")
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "ml.."));

  @ArchTest static final ArchRule PICOCLI_LIVES_IN_CLI = livesOnlyIn("picocli", "cli");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(PrintWriter.class);

  @ArchTest static final ArchRule ECHARTS_LIVES_IN_REPORT = livesOnlyIn("org.icepear", "report");

  @ArchTest
  static void everyPackageIsInTheTable(JavaClasses all) {
    Set<String> found =
        all.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> inTheTable(name.substring(ROOT.length())))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(new TreeSet<>(MAY_IMPORT.keySet()));
  }

  @ArchTest
  static void noTwoClassesHaveOneName(JavaClasses all) {
    Map<String, List<String>> byName =
        all.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
    byName.values().removeIf(packages -> packages.size() == 1);
    assertThat(byName).as("classes of one name in several packages").isEmpty();
  }

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses unused) throws IOException {
    try (Stream<Path> tree = Files.walk(Path.of("src/main/java/io/ncsn"))) {
      List<Path> silent =
          tree.filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).as("packages without package-info.java").isEmpty();
    }
  }

  /** The package's own row of the table, or else that of the package it lies in. */
  private static String inTheTable(String name) {
    return MAY_IMPORT.containsKey(name) ? name : name.split("\\.", -1)[0];
  }

  /** Fails for a class of {@code name} that uses another of our packages beyond {@code allowed}. */
  private static ArchRule importsOnly(String name, List<String> allowed) {
    List<String> usable = Stream.concat(Stream.of(name), allowed.stream()).toList();
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "*..").and(not(resideInAnyPackage(folders(usable)))))
        .allowEmptyShould(true);
  }

  private static String[] folders(List<String> names) {
    return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  private static ArchRule livesOnlyIn(String library, String name) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .allowEmptyShould(true);
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
