package io.letterhead.apache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A response's body, with what the head that passed says of it, without trailers. */
final class PassedBody extends WithoutTrailers {

  private final BodyDetails details;

  PassedBody(HttpEntity body, BodyDetails details) {
    super(body);
    this.details = details;
  }

  @Override
  public InputStream getContent() throws IOException {
    return new PassedStream(super.getContent());
  }

  @Override
  public void writeTo(OutputStream to) throws IOException {
    try {
      super.writeTo(to);
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  @Override
  public @Nullable String getContentType() {
    return details.getContentType();
  }

  @Override
  public @Nullable String getContentEncoding() {
    return details.getContentEncoding();
  }
}
