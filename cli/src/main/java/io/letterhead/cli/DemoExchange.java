package io.letterhead.cli;

import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireMessage;
import java.util.List;
import java.util.Optional;

/**
 * What became of one request of the demo.
 *
 * @param request what the caller sent
 * @param response what the caller got; empty if the connection ended without a response
 * @param heard what the gateway decided; empty if it refused the request before
 * @param arrived what the provider's origin received, from its socket
 * @param elsewhere what the other origins received
 */
record DemoExchange(
    DemoRequest request,
    Optional<RawResponse> response,
    Optional<Heard> heard,
    List<WireMessage> arrived,
    List<WireMessage> elsewhere) {

  DemoExchange {
    arrived = List.copyOf(arrived);
    elsewhere = List.copyOf(elsewhere);
  }
}
