package io.letterhead.apache;

import java.util.List;
import java.util.Set;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A request's body, framed as was decided, without trailers. */
final class SealedBody extends HttpEntityWrapper {

  private final BodyFraming framing;

  SealedBody(HttpEntity body, BodyFraming framing) {
    super(body);
    this.framing = framing;
  }

  @Override
  public long getContentLength() {
    return framing.length();
  }

  @Override
  public boolean isChunked() {
    return framing.isChunked();
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
