package io.ncsn.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.ssl.keyPassword",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.azure.account.key.store.dfs.core.windows.net",
        "spark.authenticate.secret",
        "oauth-token"
      })
  void valuesOfSecretKeysAreHidden(String key) {
    assertThat(Redaction.show(key, "hunter2")).isEqualTo("(hidden)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.master", "data.input", "report.title", "monkey", "keyboard.rows"})
  void otherValuesAreShown(String key) {
    assertThat(Redaction.show(key, "local[2]")).isEqualTo("local[2]");
  }

  @Test
  void credentialsInUrisAreHidden() {
    assertThat(Redaction.show("data.input", "s3a://id:secret@bucket/a@b"))
        .isEqualTo("s3a://(hidden)@bucket/a@b");
    assertThat(
            ConfigTexts.read("", "data.input=s3a://id:secret@bucket/t").values().stream()
                .filter(value -> value.key().equals("data.input")))
        .extracting(EffectiveValue::value)
        .containsExactly("s3a://(hidden)@bucket/t");
  }
}
