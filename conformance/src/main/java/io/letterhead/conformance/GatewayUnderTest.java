package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

/**
 * Where a gateway listens, and what it is expected to send.
 *
 * @param host the host that it listens on
 * @param port the port that it listens on
 * @param prefix the path of the provider's route, such as {@code /anthropic}; or empty
 * @param slot the field that the policy injects, such as {@code x-api-key}
 * @param credential the value that it injects, as it is sent
 */
public record GatewayUnderTest(
    String host, int port, String prefix, String slot, String credential) {
  public GatewayUnderTest {
    requireNonNull(host, "host");
    requireNonNull(prefix, "prefix");
    requireNonNull(slot, "slot");
    requireNonNull(credential, "credential");
  }

  /** The host and port, as in a {@code Host} field. */
  public String authority() {
    return host + ":" + port;
  }

  /** Leaves the credential out. */
  @Override
  public String toString() {
    return "gateway at " + authority() + prefix + ", which injects " + slot;
  }
}
