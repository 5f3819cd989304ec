package io.letterhead.cli.config;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.JwtIssuer;
import io.letterhead.vertx.callers.KeyDigest;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who may call. */
final class CallersReader {

  private static final String MAKE_DIGEST =
      "write its digest: `sha256:` and the 64 digits that `printf %s \"$KEY\" | sha256sum` prints";

  private final Layers layers;
  private final Set<String> names = new LinkedHashSet<>();
  private Optional<Path> htpasswd = Optional.empty();

  CallersReader(Layers layers) {
    this.layers = layers;
  }

  /** Whether something is said about callers, be it that there are none. */
  boolean isSaid() {
    return layers.hasAny(Setting.CALLERS) || isAuthenticated();
  }

  /** Whether callers are authenticated. */
  boolean isAuthenticated() {
    return hasKeys() || hasUsers() || hasTokens();
  }

  boolean hasKeys() {
    return layers.hasAny(Setting.CALLERS_KEYS);
  }

  boolean hasUsers() {
    return layers.hasAny(Setting.CALLERS_HTPASSWD);
  }

  boolean hasTokens() {
    return layers.hasAny(Setting.CALLERS_JWKS, Setting.CALLERS_ISSUER, Setting.CALLERS_AUDIENCE);
  }

  /** The names of callers that have a key, be it a bad one. */
  ImmutableSet<String> names() {
    return ImmutableSet.copyOf(names);
  }

  /** The file of users, be it one that cannot be read. */
  Optional<Path> htpasswd() {
    return htpasswd;
  }

  /** Who may call; unsaid, too, where that is a problem. */
  Callers read() {
    layers.find(Setting.CALLERS).ifPresent(CallersReader::checkNone);
    ImmutableMap<String, KeyDigest> keys =
        layers.find(Setting.CALLERS_KEYS).map(this::keys).orElse(ImmutableMap.of());
    Optional<Path> users = layers.find(Setting.CALLERS_HTPASSWD).flatMap(this::users);
    Optional<JwtIssuer> issuer = issuer();
    if (!keys.isEmpty() || users.isPresent() || issuer.isPresent()) {
      return new Callers.Authenticated(keys, users, issuer);
    }
    return layers.hasAny(Setting.CALLERS) ? new Callers.None() : new Callers.Unsaid();
  }

  private static void checkNone(Given given) {
    if (given.node() instanceof YamlNode.Mapping mapping) {
      given
          .file()
          .shapes()
          .missing(mapping.position(), given.what(), "without a way to be known nobody could call");
      return;
    }
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isPresent() && !word.get().text().equals("none")) {
      given.error(
          ConfigProblem.BAD_WORD,
          word.get().position(),
          "`callers` is " + Words.quote(word.get().text()),
          "the one word that it can be is `none`: whoever reaches the gateway uses the keys",
          "write `none`, or `keys`, `htpasswd` or `jwt` under it");
    }
  }

  private ImmutableMap<String, KeyDigest> keys(Given given) {
    Map<String, KeyDigest> keys = new LinkedHashMap<>();
    for (YamlNode.Entry entry : given.entries()) {
      given.file().shapes().name(entry.key(), "caller");
      names.add(entry.key().text());
      digest(given, entry)
          .ifPresent(
              digest -> {
                if (!isShared(given, entry, digest, keys)) {
                  keys.put(entry.key().text(), digest);
                }
              });
    }
    return ImmutableMap.copyOf(keys);
  }

  private static Optional<KeyDigest> digest(Given given, YamlNode.Entry entry) {
    String what = "the key of " + Words.quote(entry.key().text());
    Optional<YamlNode.Scalar> word = given.file().shapes().scalar(entry.value(), what);
    if (word.isEmpty()) {
      given.file().hide(entry.value());
      return Optional.empty();
    }
    try {
      return Optional.of(KeyDigest.parse(word.get().text()));
    } catch (IllegalArgumentException notOne) {
      if (word.get().text().startsWith("sha256:")) {
        given.file().hide(entry.value());
        given.error(
            ConfigProblem.BAD_DIGEST,
            word.get().position(),
            what + " is no SHA-256 digest",
            "behind `sha256:` come 64 hexadecimal digits; nobody could call with another",
            MAKE_DIGEST);
      } else {
        given.file().inlineSecret(what, entry.value(), MAKE_DIGEST);
      }
      return Optional.empty();
    }
  }

  private static boolean isShared(
      Given given, YamlNode.Entry entry, KeyDigest digest, Map<String, KeyDigest> keys) {
    Optional<String> other =
        keys.entrySet().stream()
            .filter(each -> each.getValue().matches(digest))
            .map(Map.Entry::getKey)
            .findFirst();
    other.ifPresent(
        name ->
            given.error(
                ConfigProblem.SHARED_KEY,
                entry.key().position(),
                Words.quote(entry.key().text()) + " has the key of " + Words.quote(name),
                "who calls is known by the key alone, so nobody could tell the two apart",
                "give each caller a key of its own, or delete one of the two"));
    return other.isPresent();
  }

  private Optional<Path> users(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    htpasswd = word.flatMap(each -> FileReader.path(given, each));
    return htpasswd.filter(file -> FileReader.isReadable(given, word.orElseThrow(), file));
  }

  private Optional<JwtIssuer> issuer() {
    Optional<URI> jwks = layers.find(Setting.CALLERS_JWKS).flatMap(UrlReader::jwks);
    Optional<String> issuer = layers.find(Setting.CALLERS_ISSUER).flatMap(CallersReader::text);
    Optional<String> audience = layers.find(Setting.CALLERS_AUDIENCE).flatMap(CallersReader::text);
    for (Setting part :
        new Setting[] {Setting.CALLERS_JWKS, Setting.CALLERS_ISSUER, Setting.CALLERS_AUDIENCE}) {
      if (hasTokens() && !layers.hasAny(part)) {
        reportMissing(part);
      }
    }
    return jwks.isPresent() && issuer.isPresent() && audience.isPresent()
        ? Optional.of(new JwtIssuer(jwks.get(), issuer.get(), audience.get()))
        : Optional.empty();
  }

  private void reportMissing(Setting part) {
    Given other =
        layers
            .find(Setting.CALLERS_JWKS)
            .or(() -> layers.find(Setting.CALLERS_ISSUER))
            .or(() -> layers.find(Setting.CALLERS_AUDIENCE))
            .orElseThrow();
    other
        .file()
        .error(
            "missing-key",
            other.node().position(),
            Words.quote(part.key()) + " is missing",
            "a token is believed only if it is signed by these keys, comes from this issuer and is"
                + " meant for this gateway",
            "give `jwks`, `issuer` and `audience`");
  }

  private static Optional<String> text(Given given) {
    Optional<YamlNode.Scalar> word = given.word();
    if (word.isPresent() && word.get().text().isBlank()) {
      given
          .file()
          .shapes()
          .missing(word.get().position(), given.what(), "a token would be believed without it");
      return Optional.empty();
    }
    return word.map(YamlNode.Scalar::text);
  }
}
