package io.letterhead.cli;

import java.util.List;

/**
 * One request of the demo, honest or hostile.
 *
 * @param title what the caller tries
 * @param provider the provider that is called
 * @param method the method
 * @param target the target behind the provider's route
 * @param fields the field lines that the caller sends, framing aside
 * @param trailers the trailer fields, which make the body a chunked one
 * @param body the body
 * @param forwarded whether its bytes are to reach the origin
 * @param status what the caller is answered
 */
record DemoRequest(
    String title,
    String provider,
    String method,
    String target,
    List<String> fields,
    List<String> trailers,
    String body,
    boolean forwarded,
    int status) {

  DemoRequest {
    fields = List.copyOf(fields);
    trailers = List.copyOf(trailers);
  }

  /** Its bytes. */
  String bytes(String authority) {
    return method
        + " /"
        + provider
        + target
        + " HTTP/1.1\r\nHost: "
        + authority
        + "\r\n"
        + String.join("\r\n", fields)
        + "\r\n\r\n"
        + framedBody();
  }

  private String framedBody() {
    return trailers.isEmpty()
        ? body
        : Integer.toHexString(body.length())
            + "\r\n"
            + body
            + "\r\n0\r\n"
            + String.join("\r\n", trailers)
            + "\r\n\r\n";
  }
}
