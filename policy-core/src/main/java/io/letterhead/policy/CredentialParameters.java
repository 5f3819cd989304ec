package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * The query parameters that providers read credentials from. A caller's are removed for every
 * provider: the credential is the policy's to send.
 *
 * <p>A parameter's name is decoded, then folded, then matched; the query is split at {@code &} and
 * {@code ;}, as servers do the one or the other.
 */
final class CredentialParameters {

  private static final Splitter PARAMETERS = Splitter.on(CharMatcher.anyOf("&;"));
  private static final Automaton<ImmutableSet<Boolean>> SHIPPED =
      NameLists.CREDENTIAL_PARAMETERS.automaton("credential-parameter", true);

  /** Folded names beside the shipped ones. */
  private final ImmutableSet<String> declared;

  /** Folded names that the provider's callers may send all the same. */
  private final ImmutableSet<String> allowed;

  private final ImmutableList<QueryRules.Default> defaults;

  private CredentialParameters(
      ImmutableSet<String> declared,
      ImmutableSet<String> allowed,
      ImmutableList<QueryRules.Default> defaults) {
    this.declared = declared;
    this.allowed = allowed;
    this.defaults = defaults;
  }

  /** What holds for the queries of a provider. */
  static CredentialParameters of(Policy policy, Provider provider) {
    return new CredentialParameters(
        policy.profiles().stream()
            .flatMap(profile -> profile.parameters().stream())
            .map(CredentialParameters::folded)
            .collect(ImmutableSet.toImmutableSet()),
        provider.query().allow().stream()
            .map(name -> folded(name.text()))
            .collect(ImmutableSet.toImmutableSet()),
        provider.query().defaults());
  }

  /**
   * Whether the providers of a policy read credentials from a parameter.
   *
   * @param name decoded
   */
  static boolean isCredential(Policy policy, String name) {
    return isShipped(folded(name))
        || policy.profiles().stream()
            .flatMap(profile -> profile.parameters().stream())
            .anyMatch(parameter -> folded(parameter).equals(folded(name)));
  }

  /** The query that goes to the provider: what is left of the caller's stays as it was sent. */
  String applied(String query, FieldSink sink) {
    String left = query.isEmpty() ? query : removedFrom(query, sink);
    return defaults.isEmpty() ? left : withDefaults(left);
  }

  private String withDefaults(String query) {
    Set<String> present = new HashSet<>();
    if (!query.isEmpty()) {
      for (String parameter : PARAMETERS.split(query.substring(1))) {
        present.add(folded(decodedName(parameter)));
      }
    }
    StringBuilder all = new StringBuilder(query);
    for (QueryRules.Default fallback : defaults) {
      if (!present.contains(folded(fallback.name().text()))) {
        all.append(all.isEmpty() ? '?' : '&')
            .append(TargetSyntax.escapedText(fallback.name().text()))
            .append('=')
            .append(TargetSyntax.escapedText(fallback.value().text()));
      }
    }
    return all.toString();
  }

  private String removedFrom(String query, FieldSink sink) {
    StringBuilder kept = new StringBuilder(query.length());
    boolean removed = false;
    int start = 1;
    for (int i = 1; i <= query.length(); i++) {
      if (i == query.length() || query.charAt(i) == '&' || query.charAt(i) == ';') {
        String name = decodedName(query.substring(start, i));
        if (isRemoved(folded(name))) {
          sink.parameterRemoved(Rejection.printable(name));
          removed = true;
        } else {
          kept.append(kept.isEmpty() ? '?' : query.charAt(start - 1)).append(query, start, i);
        }
        start = i + 1;
      }
    }
    return removed ? kept.toString() : query;
  }

  private boolean isRemoved(String folded) {
    return !allowed.contains(folded) && (declared.contains(folded) || isShipped(folded));
  }

  private static boolean isShipped(String folded) {
    int run = SHIPPED.run(folded);
    return run != Automaton.NO_NAME && !SHIPPED.output(run).isEmpty();
  }

  /** A decoded name as it is compared. */
  static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      int symbol = Folding.symbol(name.charAt(i));
      folded.append(symbol < 0 ? '-' : Folding.ALPHABET.charAt(symbol));
    }
    return folded.toString();
  }

  private static String decodedName(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%') {
        decoded.write(TargetSyntax.escaped(name, i));
        i += 2;
      } else {
        decoded.write(c == '+' ? ' ' : c);
      }
    }
    return decoded.toString(UTF_8);
  }
}
