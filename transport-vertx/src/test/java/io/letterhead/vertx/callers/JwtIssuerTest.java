package io.letterhead.vertx.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an issuer may have its keys. */
final class JwtIssuerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://idp.example/keys",
        "http://127.0.0.1.example/keys",
        "http://localhost.example/keys",
        "http://10.0.0.1/keys",
        "http://[::2]/keys",
        "ftp://127.0.0.1/keys",
        "file:///keys",
        "https:///keys",
        "https:keys",
        "//idp.example/keys",
        "https://user@idp.example/keys",
        "https://idp.example/keys#1",
        "https://idp.example:0/keys",
        "https://idp.example:65536/keys"
      })
  void keysComeByTlsOrFromLoopback(String uri) {
    URI jwks = URI.create(uri);
    assertThatThrownBy(() -> new JwtIssuer(jwks, "issuer", "audience"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jwt: jwks is no place for keys")
        .message()
        .doesNotContain("example", "user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://idp.example/keys?tenant=1",
        "HTTPS://idp.example",
        "http://127.8.9.1/keys",
        "http://[::1]:8080/keys",
        "http://LOCALHOST/keys"
      })
  void anIssuerMayHaveItsKeysThere(String uri) {
    assertThat(new JwtIssuer(URI.create(uri), "issuer", "audience").jwks())
        .isEqualTo(URI.create(uri));
  }
}
