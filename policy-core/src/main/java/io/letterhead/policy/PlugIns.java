package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.RuleVerb;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The secret sources, credential schemes and verbs of rules that are there, by name. Immutable.
 *
 * @param sources secret sources by name
 * @param schemes credential schemes by name
 * @param verbs verbs of rules by name, beside those of the language
 */
public record PlugIns(
    ImmutableMap<String, SecretSource> sources,
    ImmutableMap<String, CredentialScheme> schemes,
    ImmutableMap<String, RuleVerb> verbs) {

  /**
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a name is none, or is a word of the language
   */
  public PlugIns {
    PlugInNames.SOURCE.require(requireNonNull(sources, "sources"));
    PlugInNames.SCHEME.require(requireNonNull(schemes, "schemes"));
    PlugInNames.VERB.require(requireNonNull(verbs, "verbs"));
    verbs.forEach(PlugInNames::requireOptions);
  }

  /**
   * All that {@link ServiceLoader} finds from this class's loader.
   *
   * @throws PlugInException if one cannot be loaded, two of a kind have one name, or a name is none
   *     or a word of the language
   */
  public static PlugIns installed() {
    return installed(PlugIns.class.getClassLoader());
  }

  /** All that is found from a loader. */
  static PlugIns installed(ClassLoader loader) {
    try {
      return of(
          all(ServiceLoader.load(SecretSource.class, loader)),
          all(ServiceLoader.load(CredentialScheme.class, loader)),
          all(ServiceLoader.load(RuleVerb.class, loader)));
    } catch (ServiceConfigurationError e) {
      throw new PlugInException("a plug-in cannot be loaded: " + reason(e), e);
    } catch (LinkageError e) {
      throw new PlugInException("a plug-in cannot be loaded: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new PlugInException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Just these.
   *
   * @throws NullPointerException if an argument is null or holds null
   * @throws IllegalArgumentException if two of a kind have one name, or a name is none or a word of
   *     the language; the message names the class
   */
  public static PlugIns of(
      List<SecretSource> sources, List<CredentialScheme> schemes, List<RuleVerb> verbs) {
    return new PlugIns(
        PlugInNames.SOURCE.index(sources, SecretSource::name),
        PlugInNames.SCHEME.index(schemes, CredentialScheme::name),
        PlugInNames.VERB.index(verbs, RuleVerb::name));
  }

  /** The names: what plug-ins print of themselves is theirs to know. */
  @Override
  public String toString() {
    return "PlugIns[sources="
        + sources.keySet()
        + ", schemes="
        + schemes.keySet()
        + ", verbs="
        + verbs.keySet()
        + "]";
  }

  private static <T> List<T> all(ServiceLoader<T> found) {
    return found.stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The loader's message names the class; what the class says itself stays with the cause. */
  private static String reason(ServiceConfigurationError error) {
    Throwable cause = error.getCause();
    return error.getMessage() + (cause == null ? "" : " (" + cause.getClass().getName() + ")");
  }
}
