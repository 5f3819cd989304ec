package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Rejection.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The subprotocols that a caller offers on an upgrade (RFC 6455, section 11.3.4), less those that
 * carry a credential: browsers cannot set fields on a WebSocket, so some APIs read keys from here.
 */
public final class WebSocketProtocols {

  private static final String FIELD = "Sec-WebSocket-Protocol";
  private static final Splitter TOKENS =
      Splitter.on(',').trimResults(CharMatcher.anyOf(" \t")).omitEmptyStrings();

  private WebSocketProtocols() {}

  /**
   * The value to send on, written afresh from the caller's lines; empty where no token is left, and
   * the field is then not to be sent.
   *
   * @param lines the values of the caller's {@code Sec-WebSocket-Protocol} fields, in their order
   * @throws NullPointerException if {@code lines} is null or holds null
   * @throws RejectedException if an element is no token; the message does not show it
   */
  public static String forwardable(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : requireNonNull(lines, "lines")) {
      for (String token : TOKENS.split(line)) {
        if (!Folding.isToken(token)) {
          throw new RejectedException(
              Rejection.ofField(
                  Reason.MALFORMED_VALUE, FIELD, "holds a protocol that is no token"));
        }
        if (!carriesCredential(token)) {
          kept.add(token);
        }
      }
    }
    return String.join(", ", kept);
  }

  private static boolean carriesCredential(String token) {
    return !Carriers.TOKENS.output(Carriers.TOKENS.run(token)).isEmpty();
  }

  /** The automaton of the list that ships with the engine. */
  private static final class Carriers {
    static final Automaton<ImmutableSet<Boolean>> TOKENS =
        NameLists.CREDENTIAL_PARAMETERS.automaton("websocket-credential-protocol", true);
  }
}
