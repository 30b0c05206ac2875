package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "spark.serializer, org.apache.spark.serializer.KryoSerializer",
    "spark.sql.session.timeZone, America/St_Johns",
    "spark.sql.parquet.datetimeRebaseModeInWrite, LEGACY",
    "spark.sql.parquet.int96RebaseModeInWrite, EXCEPTION",
    "spark.files.ignoreCorruptFiles, true"
  })
  void whatTheProgramNeedsIsSetAndTheSitesValueIsNamed(String key, String value) {
    SparkConf configuration = new SparkConf(false).set(key, value);

    Optional<String> said = SiteSettings.settle(configuration);

    assertThat(configuration.get(key)).isNotEqualTo(value);
    assertThat(said.orElseThrow())
        .contains(key + "=" + value + " (" + configuration.get(key) + " is used)");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.sql.ansi.enabled, true",
    "spark.sql.caseSensitive, true",
    "spark.sql.columnNameOfCorruptRecord, x",
    "spark.sql.files.ignoreCorruptFiles, true",
    "spark.sql.files.maxPartitionBytes, 1000",
    "spark.sql.legacy.timeParserPolicy, LEGACY",
    "spark.sql.parquet.binaryAsString, true",
    "spark.sql.a.setting.of.a.later.spark, 1",
    "spark.hadoop.parquet.block.size, 1024",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs, false"
  })
  void whatCouldChangeRowsIsLeftAtItsDefaultAndNamed(String key, String value) {
    SparkConf configuration = new SparkConf(false).set(key, value);

    Optional<String> said = SiteSettings.settle(configuration);

    assertThat(configuration.contains(key)).isFalse();
    assertThat(said.orElseThrow()).contains(key + "=" + value + " (the default is used)");
  }

  @Test
  void whereThingsLieAndHowFastTheWorkIsDoneIsTheSites() {
    Map<String, String> own =
        Map.of(
            "spark.sql.extensions", "io.example.Extension",
            "spark.sql.catalog.lake", "io.example.Catalog",
            "spark.sql.shuffle.partitions", "7",
            "spark.sql.sources.commitProtocolClass", "io.example.Protocol",
            "spark.hadoop.parquet.encryption.key.list", "k1: secret",
            "spark.hadoop.fs.s3a.endpoint", "https://s3.example.com",
            "spark.speculation", "true",
            "spark.executor.memory", "3g");
    SparkConf configuration = new SparkConf(false);
    own.forEach(configuration::set);

    assertThat(SiteSettings.settle(configuration)).isEmpty();

    assertThat(Arrays.asList(configuration.getAll())).hasSizeGreaterThan(own.size());
    own.forEach((key, value) -> assertThat(configuration.get(key)).isEqualTo(value));
  }
}
