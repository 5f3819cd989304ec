package io.letterhead.cli.config;

import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.callers.JwtIssuer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the URLs of services that the gateway itself asks. */
final class UrlReader {

  private UrlReader() {}

  /** Where the keys of an issuer of JWTs are. */
  static Optional<URI> jwks(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    Optional<URI> url = word.flatMap(each -> url(each.text()));
    boolean sound = url.isPresent() && isJwks(url.get());
    if (word.isPresent() && !sound) {
      hidePassword(given, word.get());
      given.error(
          ConfigProblem.BAD_JWKS,
          word.get().position(),
          given.what() + " is no `https` URL",
          "whoever could change these keys on their way could sign tokens; so `http` is for"
              + " loopback alone, and a user or password has no place in it",
          "write a URL such as `https://idp.example/keys`");
    }
    return sound ? url : Optional.empty();
  }

  /** Where rates are counted for all replicas. */
  static Optional<URI> redis(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> url = url(word.get().text());
    if (given.source() != Source.VARIABLE && word.get().text().contains("@")) {
      given
          .file()
          .inlineSecret(
              given.what(),
              given.node(),
              "keep the URL with its password in the variable "
                  + Words.quote(given.setting().variable()));
      return Optional.empty();
    }
    boolean sound =
        url.isPresent()
            && (url.get().getScheme().equals("redis") || url.get().getScheme().equals("rediss"))
            && hasPassword(url.get().getRawUserInfo())
            && url.get().getRawQuery() == null
            && url.get().getRawFragment() == null
            && url.get().getRawPath().matches("(?:/[0-9]{0,5})?");
    if (!sound) {
      hidePassword(given, word.get());
      given.error(
          ConfigProblem.BAD_REDIS,
          word.get().position(),
          given.what() + " is no URL of a Redis server",
          "it is `redis://` or, with TLS, `rediss://`, a host, and if needed a port and the number"
              + " of a database",
          "write a URL such as `redis://127.0.0.1:6379`");
    }
    return sound ? url : Optional.empty();
  }

  /** The URL, if it has a scheme, a host and no impossible port. */
  private static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      boolean usable =
          url.getScheme() != null
              && url.getHost() != null
              && url.getPort() != 0
              && url.getPort() <= 65_535;
      return usable ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Hides what may hold a password, whether or not it is a URL. */
  private static void hidePassword(Given given, YamlNode.Scalar word) {
    if (word.text().contains("@")) {
      given.file().hide(word);
    }
  }

  /** What an issuer's keys may be read from is for the issuer to say. */
  private static boolean isJwks(URI url) {
    try {
      return url.equals(new JwtIssuer(url, "issuer", "audience").jwks());
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /** Whether there is a password, where there is a place for one. */
  private static boolean hasPassword(@Nullable String userInfo) {
    return userInfo == null || !userInfo.substring(userInfo.indexOf(':') + 1).isEmpty();
  }
}
