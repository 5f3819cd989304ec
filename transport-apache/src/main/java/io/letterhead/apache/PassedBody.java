package io.letterhead.apache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A response's body, with what the head that passed says of it, without trailers. */
final class PassedBody extends HttpEntityWrapper {

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

  @Override
  public @Nullable Supplier<List<? extends Header>> getTrailers() {
    return null;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }
}
