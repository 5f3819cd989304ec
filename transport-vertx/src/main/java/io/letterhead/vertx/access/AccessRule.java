package io.letterhead.vertx.access;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.PathPattern;
import java.util.Optional;

/**
 * What a caller may do. Immutable.
 *
 * @param providers the providers that it may call; empty for all
 * @param methods the methods that it may use, compared with case; empty for all
 * @param paths the paths behind a provider's route that it may ask for; empty for all
 * @param rate how often; empty for no limit
 */
public record AccessRule(
    ImmutableSet<String> providers,
    ImmutableSet<String> methods,
    ImmutableList<PathPattern> paths,
    Optional<Rate> rate) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public AccessRule {
    requireNonNull(providers, "providers");
    requireNonNull(methods, "methods");
    requireNonNull(paths, "paths");
    requireNonNull(rate, "rate");
  }

  /** What this does not allow of a request; {@code path} is canonical. */
  Optional<Denial> denies(String provider, String method, String path) {
    if (!providers.isEmpty() && !providers.contains(provider)) {
      return Optional.of(Denial.PROVIDER);
    }
    if (!methods.isEmpty() && !methods.contains(method)) {
      return Optional.of(Denial.METHOD);
    }
    if (!paths.isEmpty() && paths.stream().noneMatch(each -> each.matches(path))) {
      return Optional.of(Denial.PATH);
    }
    return Optional.empty();
  }
}
