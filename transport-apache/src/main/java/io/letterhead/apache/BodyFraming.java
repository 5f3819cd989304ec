package io.letterhead.apache;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a request's body is framed: asked of the body once, so that the fields and the bytes agree
 * whatever it answers later.
 *
 * @param present whether there is a body
 * @param length its length in bytes; negative where it is chunked
 * @param expectsContinue whether the client is configured to wait for a 100 before it sends it
 */
record BodyFraming(boolean present, long length, boolean expectsContinue) {

  private static final Set<String> USUALLY_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  static BodyFraming of(@Nullable EntityDetails body, boolean expectsContinue) {
    if (body == null) {
      return new BodyFraming(false, 0, false);
    }
    boolean chunked = body.isChunked();
    return new BodyFraming(true, chunked ? -1 : body.getContentLength(), expectsContinue);
  }

  boolean isChunked() {
    return length < 0;
  }

  /**
   * Checks what was written: behind a body that is shorter than its frame, the next message on the
   * connection, credential and all, would be read as the rest of it.
   *
   * @throws IOException if the body is not as long as was said
   */
  void requireLength(long written) throws IOException {
    if (!isChunked() && written != length) {
      throw new IOException("the body has " + written + " bytes (said before: " + length + ")");
    }
  }

  /** Adds the fields that frame it in HTTP/1.1 (RFC 9112, section 6). */
  void addTo(List<Header> fields, String method) {
    if (present && isChunked()) {
      fields.add(new BasicHeader(HttpHeaders.TRANSFER_ENCODING, "chunked"));
    } else if (present || USUALLY_WITH_BODY.contains(method)) {
      fields.add(new BasicHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length)));
    }
  }

  /** Adds the field that asks for a 100, in whatever version (RFC 9110, section 10.1.1). */
  void addExpectationTo(List<Header> fields) {
    if (present && expectsContinue) {
      fields.add(new BasicHeader(HttpHeaders.EXPECT, "100-continue"));
    }
  }
}
