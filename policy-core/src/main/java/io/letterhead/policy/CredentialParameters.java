package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableSet;
import java.io.ByteArrayOutputStream;

/**
 * The query parameters that providers read credentials from. A caller's are removed for every
 * provider: the credential is the policy's to send.
 *
 * <p>A parameter's name is decoded, then folded, then matched; the query is split at {@code &} and
 * {@code ;}, as servers do the one or the other.
 */
final class CredentialParameters {

  private static final Automaton<ImmutableSet<Boolean>> NAMES = names();

  private CredentialParameters() {}

  /** The query without credentials; what is left stays as it was sent. */
  static String removedFrom(String query, FieldSink sink) {
    if (query.isEmpty()) {
      return query;
    }
    StringBuilder kept = new StringBuilder(query.length());
    boolean removed = false;
    int start = 1;
    for (int i = 1; i <= query.length(); i++) {
      if (i == query.length() || query.charAt(i) == '&' || query.charAt(i) == ';') {
        String name = decodedName(query.substring(start, i));
        if (isCredential(name)) {
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

  private static boolean isCredential(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      int symbol = Folding.symbol(name.charAt(i));
      folded.append(symbol < 0 ? '-' : Folding.ALPHABET.charAt(symbol));
    }
    int run = NAMES.run(folded.toString());
    return run != Automaton.NO_NAME && !NAMES.output(run).isEmpty();
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

  private static Automaton<ImmutableSet<Boolean>> names() {
    AutomatonBuilder<Boolean> builder = new AutomatonBuilder<>();
    NameLists.CREDENTIAL_PARAMETERS
        .section("credential-parameter")
        .forEach(name -> builder.add(name, true));
    return builder.build();
  }
}
