package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.cli.config.PemReader.Named;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.vertx.tls.TlsIdentity;
import io.letterhead.vertx.tls.UpstreamTls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads who the gateway is over TLS, to callers and to origins, and whom it believes. */
final class TlsReader {

  private static final String CA = "ca";
  private static final String CERTIFICATE = "certificate";
  private static final String KEY = "key";
  private static final String HTTP = "http";
  private static final ImmutableSet<String> KEYS = ImmutableSet.of(CA, CERTIFICATE, KEY, HTTP);

  private final PemReader pem = new PemReader();
  private final ImmutableList.Builder<ProviderName> named = ImmutableList.builder();

  /** The files that are named. */
  ImmutableSet<Path> files() {
    return pem.files();
  }

  /** The providers whose origins are told of. */
  ImmutableList<ProviderName> named() {
    return named.build();
  }

  /** Who the gateway is to callers; empty where it speaks in clear. */
  Optional<TlsIdentity> front(Layers layers) {
    Optional<Given> certificate = layers.find(Setting.TLS_CERTIFICATE);
    Optional<Given> key = layers.find(Setting.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      Setting missing = key.isPresent() ? Setting.TLS_CERTIFICATE : Setting.TLS_KEY;
      Given other = certificate.or(() -> key).orElseThrow();
      reportMissing(other, other.node(), missing.key());
      return Optional.empty();
    }
    Optional<Named> chain = certificate.flatMap(TlsReader::file);
    Optional<Named> secret = key.flatMap(TlsReader::file);
    return chain.isPresent() && secret.isPresent()
        ? pem.identity(chain.get(), secret.get())
        : Optional.empty();
  }

  private static Optional<Named> file(Given given) {
    return given.word().map(word -> new Named(given, word));
  }

  /** How origins are spoken to, by provider. */
  ImmutableMap<String, UpstreamTls> upstreams(Given given) {
    ImmutableMap.Builder<String, UpstreamTls> byProvider = ImmutableMap.builder();
    for (YamlNode.Entry entry : given.entries()) {
      named.add(new ProviderName(given.file(), entry.key()));
      Map<String, YamlNode.Scalar> words = words(given, entry);
      if (!words.isEmpty()) {
        byProvider.put(entry.key().text(), upstream(given, words));
      }
    }
    return byProvider.buildKeepingLast();
  }

  private static Map<String, YamlNode.Scalar> words(Given given, YamlNode.Entry entry) {
    String what = Words.quote(entry.key().text());
    Map<String, YamlNode.Scalar> words = new LinkedHashMap<>();
    Optional<YamlNode.Mapping> mapping = given.file().shapes().mapping(entry.value(), what);
    if (mapping.isEmpty()) {
      given.file().hide(entry.value());
      return words;
    }
    given.file().shapes().refuseOthers(mapping.get(), what, KEYS);
    for (YamlNode.Entry each : mapping.get().entries()) {
      given
          .file()
          .shapes()
          .scalar(each.value(), Words.quote(each.key().text()))
          .ifPresent(word -> words.put(each.key().text(), word));
    }
    if (mapping.get().entries().isEmpty()) {
      given.file().shapes().missing(entry.value().position(), what, "it would change nothing");
    }
    return words;
  }

  private UpstreamTls upstream(Given given, Map<String, YamlNode.Scalar> words) {
    return new UpstreamTls(
        Optional.ofNullable(words.get(CA)).flatMap(word -> pem.trust(new Named(given, word))),
        client(given, words.get(CERTIFICATE), words.get(KEY)),
        isHttp2(given, words.get(HTTP)));
  }

  private Optional<TlsIdentity> client(
      Given given, YamlNode.@Nullable Scalar certificate, YamlNode.@Nullable Scalar key) {
    if (certificate != null && key != null) {
      return pem.identity(new Named(given, certificate), new Named(given, key));
    }
    if (certificate != null) {
      reportMissing(given, certificate, KEY);
    } else if (key != null) {
      reportMissing(given, key, CERTIFICATE);
    }
    return Optional.empty();
  }

  private static boolean isHttp2(Given given, YamlNode.@Nullable Scalar word) {
    if (word != null && !word.text().matches("1\\.1|2")) {
      given.error(
          ConfigProblem.BAD_WORD,
          word.position(),
          "`http` is " + Words.quote(word.text()),
          "origins are spoken to in one of two versions of HTTP",
          "write `1.1`, or `2` to offer both");
    }
    return word != null && word.text().equals("2");
  }

  private static void reportMissing(Given given, YamlNode at, String key) {
    given
        .file()
        .error(
            "missing-key",
            at.position(),
            Words.quote(key) + " is missing",
            "a certificate is shown by who holds its key, so one without the other means nothing",
            "give both, the certificate and its key");
  }
}
