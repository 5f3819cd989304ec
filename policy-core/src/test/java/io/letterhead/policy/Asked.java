package io.letterhead.policy;

import io.letterhead.policy.Subject.Line;
import java.util.List;

/**
 * A request as a caller makes it, for the engine and for the oracle alike.
 *
 * @param target the request target as sent
 * @param caller the authenticated caller; empty where there is none
 * @param address where the connection came from; empty where it is not known
 * @param host the authority that the caller addressed; empty where it is not known
 */
record Asked(
    String method, String target, String caller, String address, String host, List<Line> lines) {

  /** A plain request with these lines. */
  static Asked of(List<Line> lines) {
    return new Asked("POST", "/v1/x", "", "", "", lines);
  }

  /** The same request with other lines. */
  Asked with(List<Line> other) {
    return new Asked(method, target, caller, address, host, other);
  }

  /**
   * The head that the engine is asked about.
   *
   * @throws RejectedException if the target cannot be sent on
   */
  RequestHead head() {
    RequestHead.Builder head =
        RequestHead.builder(method, RequestTarget.parse(target))
            .caller(caller)
            .clientAddress(address)
            .scheme("https")
            .host(host);
    lines.forEach(line -> head.add(line.name(), line.value()));
    return head.build();
  }
}
