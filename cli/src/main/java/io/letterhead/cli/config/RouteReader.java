package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import io.letterhead.policy.PathPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads which paths lead to which providers, and which paths tell whether they are ready. */
final class RouteReader {

  private final ImmutableList.Builder<Route> routes = ImmutableList.builder();
  private final ImmutableList.Builder<ProviderName> named = ImmutableList.builder();

  /** Providers by the path that leads to them. */
  ImmutableMap<String, String> routes(Given given) {
    Map<String, String> byPrefix = new LinkedHashMap<>();
    for (YamlNode.Entry entry : given.entries()) {
      boolean sound = isPrefix(given, entry.key());
      Optional<YamlNode.Scalar> provider =
          given.file().shapes().scalar(entry.value(), Words.quote(entry.key().text()));
      if (provider.isPresent()) {
        named.add(new ProviderName(given.file(), provider.get()));
        if (sound) {
          routes.add(new Route(given.file(), entry.key(), provider.get()));
          byPrefix.put(entry.key().text(), provider.get().text());
        }
      }
    }
    return ImmutableMap.copyOf(byPrefix);
  }

  /** Paths to ask, by provider. */
  ImmutableMap<String, String> ready(Given given) {
    Map<String, String> byProvider = new LinkedHashMap<>();
    for (YamlNode.Entry entry : given.entries()) {
      named.add(new ProviderName(given.file(), entry.key()));
      given
          .file()
          .shapes()
          .scalar(entry.value(), Words.quote(entry.key().text()))
          .flatMap(path -> path(given, path))
          .ifPresent(path -> byProvider.put(entry.key().text(), path));
    }
    return ImmutableMap.copyOf(byProvider);
  }

  /** The routes that could be read. */
  ImmutableList<Route> read() {
    return routes.build();
  }

  /** The providers that are named. */
  ImmutableList<ProviderName> named() {
    return named.build();
  }

  private static boolean isPrefix(Given given, YamlNode.Scalar key) {
    String text = key.text();
    String message = "it must not end with `/`";
    if (!text.endsWith("/")) {
      try {
        if (!new PathPattern(text).isPrefix()) {
          return true;
        }
        message = "a `*` stands for nothing here";
      } catch (IllegalArgumentException e) {
        message = String.valueOf(e.getMessage());
      }
    }
    given.error(
        ConfigProblem.BAD_ROUTE,
        key.position(),
        Words.quote(text) + " is no route: " + message,
        "a route is the begin of paths, in the one form that paths have once they are read: all"
            + " below it goes to the provider, and the route is taken off",
        "write a path such as `/llm` or `/teams/a`");
    return false;
  }

  private static Optional<String> path(Given given, YamlNode.Scalar word) {
    String message = "a `*` stands for nothing here";
    try {
      if (!new PathPattern(word.text()).isPrefix()) {
        return Optional.of(word.text());
      }
    } catch (IllegalArgumentException e) {
      message = String.valueOf(e.getMessage());
    }
    given
        .file()
        .error(
            "bad-path",
            word.position(),
            Words.quote(word.text()) + " is no path: " + message,
            "this path is asked for at the provider's origin",
            "write a path such as `/health`");
    return Optional.empty();
  }
}
