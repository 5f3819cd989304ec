package io.letterhead.apache;

import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a body beside its bytes: no trailers, and of a response only what its head says
 * after the policy.
 *
 * @param length in bytes; negative if it is not known
 * @param chunked whether it is sent in chunks
 * @param type its media type, or null
 * @param encoding its content coding, or null
 */
record BodyDetails(long length, boolean chunked, @Nullable String type, @Nullable String encoding)
    implements EntityDetails {

  static BodyDetails of(BodyFraming framing) {
    return new BodyDetails(framing.length(), framing.isChunked(), null, null);
  }

  static BodyDetails of(EntityDetails body, HttpResponse passed) {
    return new BodyDetails(
        body.getContentLength(),
        body.isChunked(),
        value(passed, HttpHeaders.CONTENT_TYPE),
        value(passed, HttpHeaders.CONTENT_ENCODING));
  }

  private static @Nullable String value(HttpResponse passed, String name) {
    Header field = passed.getFirstHeader(name);
    return field == null ? null : field.getValue();
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public @Nullable String getContentType() {
    return type;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return encoding;
  }

  @Override
  public boolean isChunked() {
    return chunked;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }
}
