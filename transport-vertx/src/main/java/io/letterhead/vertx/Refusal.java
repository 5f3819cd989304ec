package io.letterhead.vertx;

import io.letterhead.policy.Rejection;
import io.letterhead.vertx.access.Denial;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An answer of our own to a request that is not served: a status and a reason, which {@link
 * ErrorShape} writes as a body.
 *
 * @param status the status code
 * @param code the reason's stable kebab-case name
 * @param message what is wrong, for people; never a field's value
 * @param field the field that it is about, or null
 * @param retryAfter after how many seconds another try may do better
 * @param outcome what it makes of the request, for those who write it down
 */
record Refusal(
    int status,
    String code,
    String message,
    @Nullable String field,
    OptionalLong retryAfter,
    Visit.Outcome outcome) {

  static final Refusal MALFORMED_HEAD =
      of(400, "malformed-head", "the request's head is malformed (RFC 9112)");
  static final Refusal OBS_FOLD =
      of(400, "obs-fold", "a field line is folded (RFC 9112, section 5.2)");
  static final Refusal MALFORMED_BODY =
      of(400, "malformed-body", "the request's chunked body is malformed (RFC 9112, section 7.1)");
  static final Refusal FRAMING =
      of(400, "framing", "Content-Length or Transfer-Encoding is malformed, repeated or both");
  static final Refusal CODING =
      of(501, "transfer-coding", "the only transfer coding is chunked (RFC 9112, section 7)");
  static final Refusal VERSION = of(505, "http-version", "this gateway speaks HTTP/1.1 and HTTP/2");
  static final Refusal HOST =
      of(
          400,
          "malformed-host",
          "a request has one well-formed Host (RFC 9112, section 3.2)",
          "Host");
  static final Refusal HOST_UNKNOWN =
      of(403, "host", "this gateway does not answer for that host", "Host");
  static final Refusal ORIGIN =
      of(403, "origin", "pages of that origin may not call this gateway", "Origin");
  static final Refusal NETWORK =
      of(403, "client-network", "this gateway does not serve clients of that network");
  static final Refusal NO_CALLER =
      of(401, "no-caller-credential", "the request has no credential of a caller");
  static final Refusal BAD_CALLER =
      of(401, "bad-caller-credential", "the caller's credential is not valid");
  static final Refusal CALLERS_UNKNOWN =
      of(503, "callers-unavailable", "callers cannot be authenticated at the moment", 1);
  static final Refusal ACCESS_CALLER =
      of(403, "access-caller", "nothing is allowed to this caller");
  static final Refusal ACCESS_PROVIDER =
      of(403, "access-provider", "the caller may not use this provider");
  static final Refusal ACCESS_METHOD =
      of(403, "access-method", "the caller may not use this method here");
  static final Refusal ACCESS_PATH = of(403, "access-path", "the caller may not ask for this path");
  static final Refusal RATES_UNKNOWN =
      of(503, "rates-unavailable", "the caller's requests cannot be counted at the moment", 1);
  static final Refusal AUDIT = of(503, "audit-unavailable", "decisions cannot be written down", 1);
  static final Refusal OVERLOADED =
      of(503, "overloaded", "the gateway cannot take on more at the moment", 1);
  static final Refusal SLOW_BODY =
      of(408, "slow-body", "the request's body did not come in time (RFC 9110, section 15.5.9)");
  static final Refusal TARGET_FORM =
      of(400, "target-form", "the request target is a path (RFC 9112, section 3.2.1)");
  static final Refusal METHOD = of(405, "method-refused", "CONNECT and TRACE are not forwarded");
  static final Refusal NO_PROVIDER =
      of(404, "no-provider", "no provider has that path; it begins with a provider's name");
  static final Refusal LINE_TOO_LONG = of(414, "target-too-long", "the request line is too long");
  static final Refusal HEAD_TOO_LARGE =
      of(431, "head-too-large", "the request's head is too large or has too many fields");
  static final Refusal BODY_TOO_LARGE =
      of(413, "body-too-large", "the request's body is too large");
  static final Refusal EXPECTATION =
      of(417, "expectation", "the only expectation is 100-continue", "Expect");
  static final Refusal HANDSHAKE =
      of(400, "websocket-handshake", "the WebSocket handshake is malformed (RFC 6455, section 4)");
  static final Refusal HANDSHAKE_VERSION =
      of(426, "websocket-version", "the WebSocket version is 13", "Sec-WebSocket-Version");
  static final Refusal CLEARTEXT =
      of(502, "cleartext", "the origin is not reached by TLS or loopback; the key stays here");
  static final Refusal UNREACHABLE =
      of(502, "upstream-unreachable", "the provider cannot be reached, or broke the connection");
  static final Refusal BAD_RESPONSE =
      of(502, "upstream-malformed", "the provider's response is malformed");
  static final Refusal TIMEOUT = of(504, "upstream-timeout", "the provider did not answer in time");
  static final Refusal SEAL =
      of(500, "seal", "the message to be sent is not the one that was decided");
  static final Refusal INTERNAL = of(500, "internal", "the gateway failed; its log says more");

  private static Refusal of(int status, String code, String message) {
    return of(status, code, message, null, OptionalLong.empty());
  }

  private static Refusal of(int status, String code, String message, String field) {
    return of(status, code, message, field, OptionalLong.empty());
  }

  private static Refusal of(int status, String code, String message, long retryAfter) {
    return of(status, code, message, null, OptionalLong.of(retryAfter));
  }

  private static Refusal of(
      int status, String code, String message, @Nullable String field, OptionalLong retryAfter) {
    Visit.Outcome outcome =
        status == 502 || status == 504 ? Visit.Outcome.FAILED : Visit.Outcome.REFUSED;
    return new Refusal(status, code, message, field, retryAfter, outcome);
  }

  /** The refusal for a rejection by the policy. */
  static Refusal of(Rejection rejection) {
    return new Refusal(
        status(rejection.reason()),
        rejection.reason().id(),
        rejection.message(),
        rejection.field().isEmpty() ? null : rejection.field(),
        OptionalLong.empty(),
        Visit.Outcome.REJECTED);
  }

  /** The refusal of a caller that has called too often. */
  static Refusal rate(Duration retryAfter) {
    return of(
        429,
        "rate",
        "the caller has sent too many requests",
        Math.max(1, retryAfter.plusMillis(999).toSeconds()));
  }

  /** The refusal of what a caller may not do. */
  static Refusal of(Denial denial) {
    return switch (denial) {
      case CALLER -> ACCESS_CALLER;
      case PROVIDER -> ACCESS_PROVIDER;
      case METHOD -> ACCESS_METHOD;
      case PATH -> ACCESS_PATH;
    };
  }

  private static int status(Rejection.Reason reason) {
    return switch (reason) {
      case METHOD_REFUSED -> 405;
      case SECRET -> 503;
      case NO_PROVIDER -> 404;
      case SEAL -> 500;
      default -> 400;
    };
  }
}
