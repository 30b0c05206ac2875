package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Redaction;
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
        "spark.hadoop.fs.s3a.bucket.mine.session.token",
        "spark.hadoop.fs.azure.sas.fixed.token",
        "spark.hadoop.javax.jdo.option.ConnectionPassword",
        "AWS_SECRET_ACCESS_KEY",
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
  void signaturesInUrisAreHidden() {
    assertThat(
            Redaction.hideCredentials(
                "https://a.blob.core.windows.net/t?sv=2024&sig=hun%2Fter2&se=1 and s3a://b/c"
                    + "?X-Amz-Signature=hunter2&X-Amz-Security-Token=hunter2"))
        .isEqualTo(
            "https://a.blob.core.windows.net/t?sv=2024&sig=(hidden)&se=1 and s3a://b/c"
                + "?X-Amz-Signature=(hidden)&X-Amz-Security-Token=(hidden)");
    assertThat(Redaction.hideCredentials("is it a signature? k=v, a?b=c&monkey=1"))
        .isEqualTo("is it a signature? k=v, a?b=c&monkey=1");
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

  /** Neither is a right URI, but people write them. */
  @ParameterizedTest
  @ValueSource(strings = {"s3a://id:se/cr+et@bucket/t", "s3a://id:p@ss@bucket/t"})
  void passwordsThatShouldBeEscapedAreHiddenToo(String uri) {
    assertThat(Redaction.hideCredentials("Cannot read '" + uri + "' or 'me@home'"))
        .isEqualTo("Cannot read 's3a://(hidden)@bucket/t' or 'me@home'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://node:8020/a@b", "s3a://bucket/a:1@b", "http://[::1]:5000/a@b"})
  void namesWithAnAtSignAreShown(String uri) {
    assertThat(Redaction.hideCredentials(uri)).isEqualTo(uri);
  }
}
