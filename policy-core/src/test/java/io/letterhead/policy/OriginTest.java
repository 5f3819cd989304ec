package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a credential goes is written in one way, or not at all. */
class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.example,             https://api.example",
    "https://api.example/,            https://api.example",
    "HTTPS://API.Example:443/,        https://api.example",
    "https://api.example.,            https://api.example",
    "https://api.example:8443,        https://api.example:8443",
    "http://api.example:80,           http://api.example",
    "http://api.example:443,          http://api.example:443",
    "https://api.example:80,          https://api.example:80",
    "https://api.example/v1,          https://api.example/v1",
    "https://api.example/v1/,         https://api.example/v1",
    "https://api.example/a/../%76%31, https://api.example/v1",
    "https://api.example/..,          https://api.example",
    "http://127.0.0.1:8000/x,         http://127.0.0.1:8000/x",
    "http://[::1]:8000,               http://[::1]:8000",
    "http://127.0.0.1:1,              http://127.0.0.1:1",
    "http://127.0.0.1:65535,          http://127.0.0.1:65535",
    "http://[0:0:0:0:0:0:0:1],        http://[::1]",
    "http://[2001:DB8::1]/,           http://[2001:db8::1]",
    "https://xn--bcher-kva.example,   https://xn--bcher-kva.example",
  })
  void anOriginHasOneForm(String url, String canonical) {
    Origin origin = Origin.parse(url);

    assertThat(origin).hasToString(canonical).isEqualTo(Origin.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cr3t",
        "s3cr3t.example",
        "//s3cr3t.example",
        "/s3cr3t",
        "ftp://s3cr3t.example",
        "ws://s3cr3t.example",
        "file:///s3cr3t",
        "javascript:s3cr3t",
        "https:s3cr3t",
        "https://",
        "https:///s3cr3t",
        "https://:443/s3cr3t",
        "https://user:s3cr3t@api.example",
        "https://s3cr3t@api.example",
        "https://@s3cr3t.example",
        "https://api.example?s3cr3t",
        "https://api.example/?",
        "https://api.example#s3cr3t",
        "https://api.example/#",
        "https://s3cr3t.example:0",
        "https://s3cr3t.example:65536",
        "https://s3cr3t.example:-1",
        "https://s3cr3t.example:+80",
        "https://s3cr3t.example:http",
        "https://s3cr3t.example:80:80",
        "https://s3cr3t_x.example",
        "https://s3cr3t%2eexample",
        "https://s3cr3t.ex\u00e4mple",
        "https://s3cr3t.example\u3002",
        "https://s3cr3t example",
        "https://s3cr3t.example\r\n",
        " https://s3cr3t.example",
        "https://s3cr3t.example\\@evil.example",
        "https://.",
        "https://..",
        "https://.s3cr3t.example",
        "https://s3cr3t..example",
        "https://s3cr3t.example..",
        "https://[s3cr3t]",
        "https://[::1",
        "https://::1",
        "https://[fe80::1%25s3cr3t]",
        "https://[fe80::1%s3cr3t]",
        "https://[v1.s3cr3t]",
        "https://api.example//s3cr3t",
        "https://api.example/s3cr3t%2Fb",
        "https://api.example/s3cr3t%2F..%2Fb",
        "https://api.example/s3cr3t%5C",
        "https://api.example/s3cr3t%00",
        "https://api.example/s3cr3t b",
        "https://api.example/s3cr3t/..;/b",
      })
  void whatIsNoOriginIsRefusedWithoutShowingIt(String url) {
    Throwable refused = catchThrowable(() -> Origin.parse(url));

    assertThat(refused).isInstanceOf(IllegalArgumentException.class);
    for (Throwable at = refused; at != null; at = at.getCause()) {
      assertThat(at).message().isNotBlank().doesNotContain("s3cr3t");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://LOCALHOST.:80/x",
        "http://127.0.0.1",
        "http://127.9.8.7:1",
        "http://[::1]",
        "https://localhost",
        "http://[::ffff:127.0.0.1]",
      })
  void loopbackIsSeen(String url) {
    assertThat(Origin.parse(url).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.example",
        "http://xlocalhost",
        "http://127.0.0.1.example",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://10.0.0.1",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0177.0.0.1",
        "http://localhost-",
      })
  void whatOnlyLooksLikeLoopbackIsNone(String url) {
    assertThat(Origin.parse(url).isLoopback()).isFalse();
  }

  @Test
  void aServerIsSchemeHostAndPort() {
    Origin origin = Origin.parse("https://api.example/v1");

    assertThat(origin.sameServer(Origin.parse("https://API.example:443/v2"))).isTrue();
    assertThat(origin.sameServer(Origin.parse("http://api.example:443/v1"))).isFalse();
    assertThat(origin.sameServer(Origin.parse("https://api.example:444/v1"))).isFalse();
    assertThat(origin.sameServer(Origin.parse("https://www.api.example/v1"))).isFalse();
  }

  @Test
  void onlyHttpsIsSecure() {
    assertThat(Origin.parse("https://api.example:80").isSecure()).isTrue();
    assertThat(Origin.parse("http://api.example:443").isSecure()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp,   api.example,  443, ''",
    "HTTPS, api.example,  443, ''",
    "https, API.example,  443, ''",
    "https, api.example., 443, ''",
    "https, '',           443, ''",
    "https, u@api,        443, ''",
    "https, [::1],        443, ''",
    "https, 0:0::1,       443, ''",
    "https, api.example,  0,   ''",
    "https, api.example,  -1,  ''",
    "https, api.example,  65536, ''",
    "https, api.example,  443, /",
    "https, api.example,  443, v1",
    "https, api.example,  443, /v1/",
    "https, api.example,  443, /a/../v1",
    "https, api.example,  443, /%76",
    "https, api.example,  443, /v1?a",
  })
  void anOriginThatIsNotCanonicalCannotBeMade(String scheme, String host, int port, String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Origin(scheme, host, port, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://api.example/v1", "http://[::1]:8000", "http://127.0.0.1/a%20b"})
  void itsPartsMakeItAgain(String url) {
    Origin origin = Origin.parse(url);

    assertThat(new Origin(origin.scheme(), origin.host(), origin.port(), origin.basePath()))
        .isEqualTo(origin);
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNoOrigin() {
    assertThatNullPointerException().isThrownBy(() -> Origin.parse(null));
    assertThatNullPointerException().isThrownBy(() -> new Origin(null, "a", 1, ""));
    assertThatNullPointerException().isThrownBy(() -> new Origin("http", null, 1, ""));
    assertThatNullPointerException().isThrownBy(() -> new Origin("http", "a", 1, null));
    assertThatNullPointerException().isThrownBy(() -> Origin.parse("http://a").sameServer(null));
  }
}
