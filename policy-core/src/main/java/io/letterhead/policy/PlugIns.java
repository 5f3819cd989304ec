package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The secret sources and credential schemes that are there, by name. Immutable.
 *
 * @param sources secret sources by name
 * @param schemes credential schemes by name
 */
public record PlugIns(
    ImmutableMap<String, SecretSource> sources, ImmutableMap<String, CredentialScheme> schemes) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public PlugIns {
    requireNonNull(sources, "sources");
    requireNonNull(schemes, "schemes");
  }

  /**
   * All that {@link ServiceLoader} finds from this class's loader.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns installed() {
    ClassLoader loader = PlugIns.class.getClassLoader();
    return of(
        ServiceLoader.load(SecretSource.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList(),
        ServiceLoader.load(CredentialScheme.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Just these.
   *
   * @throws NullPointerException if an argument is null or holds null
   * @throws IllegalArgumentException if two have one name
   */
  public static PlugIns of(List<SecretSource> sources, List<CredentialScheme> schemes) {
    return new PlugIns(
        byName(sources, SecretSource::name), byName(schemes, CredentialScheme::name));
  }

  private static <T> ImmutableMap<String, T> byName(List<T> all, Function<T, String> name) {
    ImmutableMap.Builder<String, T> byName = ImmutableMap.builder();
    all.forEach(one -> byName.put(name.apply(one), one));
    return byName.buildOrThrow();
  }
}
