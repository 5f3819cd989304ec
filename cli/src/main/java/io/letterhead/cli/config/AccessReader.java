package io.letterhead.cli.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Shapes;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.PathPattern;
import io.letterhead.vertx.access.AccessRule;
import io.letterhead.vertx.access.Rate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what each caller may do. */
final class AccessReader {

  static final ImmutableSet<String> KEYS = ImmutableSet.of("providers", "methods", "paths", "rate");

  private static final ImmutableSet<String> COMMON_METHODS =
      ImmutableSet.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  private static final ImmutableSet<String> NEVER_FORWARDED = ImmutableSet.of("CONNECT", "TRACE");

  private final CallersReader callers;
  private final Given given;
  private final ImmutableList.Builder<ProviderName> named = ImmutableList.builder();

  /**
   * @param callers who may call, read already
   */
  AccessReader(CallersReader callers, Given given) {
    this.callers = callers;
    this.given = given;
  }

  /** Rules by the ids of callers. */
  ImmutableMap<String, AccessRule> read() {
    if (!callers.isAuthenticated()) {
      given.error(
          ConfigProblem.ACCESS_WITHOUT_CALLERS,
          given.node().position(),
          "`access` is given without callers",
          "where nobody is authenticated nobody has an id, so no rule could hold",
          "say who may call under `callers`, or delete `access`");
    }
    Map<String, AccessRule> rules = new LinkedHashMap<>();
    for (YamlNode.Entry entry : given.entries()) {
      if (callers.isAuthenticated()) {
        new CallerPattern(callers).check(given, entry.key());
      }
      rule(entry).ifPresent(rule -> rules.put(entry.key().text(), rule));
    }
    return ImmutableMap.copyOf(rules);
  }

  /** The providers that are named. */
  ImmutableList<ProviderName> named() {
    return named.build();
  }

  private Optional<AccessRule> rule(YamlNode.Entry entry) {
    Shapes shapes = given.file().shapes();
    String what = Words.quote(entry.key().text());
    Optional<YamlNode.Mapping> mapping = shapes.mapping(entry.value(), what);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    given.file().hideUnknown(mapping.get(), KEYS);
    shapes.refuseOthers(mapping.get(), what, KEYS);
    ImmutableList<YamlNode.Scalar> providers = words(mapping.get(), "providers");
    providers.forEach(name -> named.add(new ProviderName(given.file(), name)));
    return Optional.of(
        new AccessRule(
            providers.stream().map(YamlNode.Scalar::text).collect(ImmutableSet.toImmutableSet()),
            words(mapping.get(), "methods").stream()
                .filter(this::isMethod)
                .map(YamlNode.Scalar::text)
                .collect(ImmutableSet.toImmutableSet()),
            words(mapping.get(), "paths").stream()
                .flatMap(word -> path(word).stream())
                .collect(ImmutableList.toImmutableList()),
            Shapes.find(mapping.get(), "rate")
                .flatMap(node -> shapes.scalar(node, "`rate`"))
                .flatMap(this::rate)));
  }

  private ImmutableList<YamlNode.Scalar> words(YamlNode.Mapping mapping, String key) {
    return Shapes.find(mapping, key)
        .map(node -> given.file().shapes().some(node, Words.quote(key)))
        .orElse(ImmutableList.of());
  }

  private boolean isMethod(YamlNode.Scalar word) {
    String text = word.text();
    String upper = Ascii.toUpperCase(text);
    String fix = "write a method such as `POST`; for several write a list: `[GET, POST]`";
    if (NEVER_FORWARDED.contains(upper)) {
      fix = "delete it";
    } else if (COMMON_METHODS.contains(upper) && !text.equals(upper)) {
      fix = "write " + Words.quote(upper);
    } else if (FieldName.isToken(text)) {
      return true;
    }
    given.error(
        ConfigProblem.BAD_METHOD,
        word.position(),
        Words.quote(text) + " is no method of a request that is forwarded",
        "methods are tokens that are compared with case (RFC 9110, section 9.1); `CONNECT` and"
            + " `TRACE` are never forwarded",
        fix);
    return false;
  }

  private Optional<PathPattern> path(YamlNode.Scalar word) {
    try {
      return Optional.of(new PathPattern(word.text()));
    } catch (IllegalArgumentException e) {
      given
          .file()
          .error(
              "bad-path",
              word.position(),
              Words.quote(word.text()) + " matches no path: " + e.getMessage(),
              "a pattern is compared with the path behind the provider's route, in the one form"
                  + " that it is sent in",
              "write a path such as `/v1/models`, or `/v1/*` for all that begin so");
      return Optional.empty();
    }
  }

  private Optional<Rate> rate(YamlNode.Scalar word) {
    try {
      return Optional.of(Rate.parse(word.text()));
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    given.error(
        ConfigProblem.BAD_RATE,
        word.position(),
        Words.quote(word.text()) + " is no rate",
        "a rate is a whole number of requests in a second, a minute, an hour or a day",
        "write a rate such as `10/s`, `60/m`, `1000/h` or `5000/d`");
    return Optional.empty();
  }
}
