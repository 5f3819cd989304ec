package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.SslVerifyMode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "redis://127.0.0.1:6379, 127.0.0.1:6379, 0, false",
    "redis://cache.internal, cache.internal:6379, 0, false",
    "redis://cache.internal/, cache.internal:6379, 0, false",
    "rediss://cache.internal:7000/3, cache.internal:7000, 3, true",
    "redis://[::1]:6380, [::1]:6380, 0, false",
  })
  void anAddressSaysWhere(String address, String place, int database, boolean tls) {
    RedisSettings settings = RedisSettings.of(URI.create(address));
    assertThat(settings.place()).isEqualTo(place);
    assertThat(settings.uri().getDatabase()).isEqualTo(database);
    assertThat(settings.uri().isSsl()).isEqualTo(tls);
    assertThat(settings.uri().getVerifyMode()).isEqualTo(SslVerifyMode.FULL);
  }

  @ParameterizedTest
  @CsvSource({
    "alice:s3cret, alice, s3cret",
    ":s3cret, , s3cret",
    "s3cret, , s3cret",
    "a%3Ab:s%40%2F+%3A:x, a:b, s@/+::x",
  })
  void itsCredentialsAreUsedAndNotShown(String userInfo, @Nullable String user, String password) {
    RedisSettings settings = RedisSettings.of(URI.create("redis://" + userInfo + "@h"));
    RedisCredentials credentials =
        requireNonNull(settings.uri().getCredentialsProvider().resolveCredentials().block());
    assertThat(credentials.getUsername()).isEqualTo(user);
    assertThat(credentials.getPassword()).isEqualTo(password.toCharArray());
    assertThat(settings.toString()).doesNotContain(password, userInfo);
    assertThat(settings.place()).isEqualTo("h:6379");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/s3cret",
        "REDIS://s3cret@h",
        "redis-sentinel://s3cret@h",
        "redis:s3cret",
        "redis:///s3cret",
        "redis://s3cret_host",
        "redis://h/s3cret",
        "redis://h/1/2?s3cret",
        "redis://h/123456#s3cret",
        "redis://h?password=s3cret",
        "redis://h#s3cret",
        "redis://s3cret@h:0",
        "redis://s3cret@h:65536",
        "redis://s3cret:@h",
        "redis://@h?s3cret",
        "s3cret",
      })
  void whatIsNoAddressIsNotQuoted(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisSettings.of(URI.create(address)))
        .withMessageNotContaining("s3cret");
  }
}
