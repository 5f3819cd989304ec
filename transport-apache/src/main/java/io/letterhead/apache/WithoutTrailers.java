package io.letterhead.apache;

import java.util.List;
import java.util.Set;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A body of the classic client that has no trailers, whatever the one inside it has. */
abstract class WithoutTrailers extends HttpEntityWrapper {

  WithoutTrailers(HttpEntity body) {
    super(body);
  }

  @Override
  public final @Nullable Supplier<List<? extends Header>> getTrailers() {
    return null;
  }

  @Override
  public final Set<String> getTrailerNames() {
    return Set.of();
  }
}
