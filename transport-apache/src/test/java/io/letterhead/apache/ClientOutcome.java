package io.letterhead.apache;

import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an application gets of one request.
 *
 * @param status the response's status; negative without a response
 * @param reason the response's reason phrase
 * @param fields the response's fields
 * @param failure what was thrown; null for a response
 * @param context the request's context afterwards
 */
record ClientOutcome(
    int status,
    String reason,
    List<Header> fields,
    @Nullable Throwable failure,
    HttpClientContext context) {

  static ClientOutcome of(HttpResponse response, HttpClientContext context) {
    String reason = response.getReasonPhrase();
    return new ClientOutcome(
        response.getCode(),
        reason == null ? "" : reason,
        List.of(response.getHeaders()),
        null,
        context);
  }

  static ClientOutcome of(Throwable failure, HttpClientContext context) {
    return new ClientOutcome(-1, "", List.of(), failure, context);
  }

  /** Why the policy refused it; empty if something else went wrong, or nothing. */
  Optional<RequestRefusedException> refusal() {
    return failure instanceof RequestRefusedException refused
        ? Optional.of(refused)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return failure == null ? "status " + status : "failed with " + failure;
  }
}
